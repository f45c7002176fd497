"""A limited number of places: in the order of arrival, given back, and two at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.engines.cases import queries, services
from linli.engines.cases.jobs import daily
from linli.engines.cases.models import Place
from linli.engines.cases.tests.factories import NOW, task_of
from linli.engines.cases.tests.standing import at_the_middle, at_work, item_with, outcome, stage
from linli.engines.cases.values import NotAllowedNowError
from linli.foundation.errors.values import NotFoundError

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(city):
    return item_with(
        stage(
            {"seated": outcome("grant"), "on": outcome("pass", "decide")},
            kind="place",
            place={"of": "card.kind", "number": "2 if card.grade == 1 else 0"},
        )
    )


@pytest.fixture
def cases(item, resident, clerk, city):
    return [at_the_middle(item, resident, clerk, city, key=str(number)) for number in range(4)]


def numbers():
    return list(Place.objects.order_by("pk").values_list("number", flat=True))


def turn(case, resident):
    return queries.my_case(resident, case_id=str(case.public_id), now=NOW).place


def test_places_go_to_who_came_first_and_the_others_wait(cases, resident):
    assert numbers() == [1, 2, None, None]
    for case in cases:
        case.refresh_from_db()
    assert [case.result for case in cases] == ["granted", "granted", "", ""]
    assert [turn(case, resident).position for case in cases] == [0, 0, 1, 2]


@pytest.mark.plan("B4")
def test_a_place_given_back_is_the_next_ones(cases, resident):
    services.give_up_place(resident, case_id=str(cases[0].public_id), now=NOW)
    assert numbers() == [None, 2, 1, None]
    cases[2].refresh_from_db()
    assert cases[2].result == "granted"
    assert turn(cases[3], resident).position == 1


def test_who_leaves_the_list_lets_the_next_one_up(cases, resident):
    services.withdraw(resident, case_id=str(cases[2].public_id), now=NOW)
    assert turn(cases[3], resident).position == 1
    services.give_up_place(resident, case_id=str(cases[1].public_id), now=NOW)
    assert numbers() == [1, None, None, 2]


def test_there_is_nothing_to_give_back_twice_or_from_the_list(cases, resident):
    with pytest.raises(NotAllowedNowError):
        services.give_up_place(resident, case_id=str(cases[3].public_id), now=NOW)
    services.give_up_place(resident, case_id=str(cases[0].public_id), now=NOW)
    with pytest.raises(NotAllowedNowError):
        services.give_up_place(resident, case_id=str(cases[0].public_id), now=NOW)


def test_somebody_elses_place_is_not_found(cases, other_resident):
    with pytest.raises(NotFoundError):
        services.give_up_place(other_resident, case_id=str(cases[0].public_id), now=NOW)
    assert numbers() == [1, 2, None, None]


def test_who_gets_no_place_is_told_so_and_is_off_the_list(cases, clerk, resident):
    services.record_outcome(clerk, task_id=task_of(cases[2]), outcome="on", now=NOW)
    assert at_work(cases[2]) == [("decide", "open")]
    services.record_outcome(
        clerk, task_id=task_of(cases[2]), outcome="refuse", reason="本学期没有名额", now=NOW
    )
    assert turn(cases[3], resident).position == 1


def test_the_page_takes_somebody_off_the_list(cases, clerk, client_for):
    browser = client_for(clerk)
    address = f"/desk/cases/{cases[2].public_id}/"
    page = browser.get(address).content.decode()
    assert 'value="on"' in page
    assert 'value="seated"' not in page
    browser.post(f"{address}tasks/{task_of(cases[2])}/outcome/", {"outcome": "on"})
    assert at_work(cases[2]) == [("decide", "open")]


def test_a_place_is_given_by_nobody_at_a_desk(cases, clerk):
    with pytest.raises(NotAllowedNowError):
        services.record_outcome(clerk, task_id=task_of(cases[2]), outcome="seated", now=NOW)
    assert numbers() == [1, 2, None, None]


def test_the_database_gives_a_place_once(cases):
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(number=None).update(number=1)


def test_more_places_are_given_out_by_themselves(cases, monkeypatch):
    monkeypatch.setattr("linli.engines.cases.services.places._how_many", lambda *_: 3)
    daily(now=NOW + timedelta(hours=1))
    assert numbers() == [1, 2, 3, None]
    assert at_work(cases[2]) == []


def test_the_page_gives_it_back(cases, resident, client_for):
    browser, address = client_for(resident), f"/cases/{cases[0].public_id}/place/"
    assert "名额" in browser.get(address).content.decode()
    assert browser.post(address).status_code == 303
    assert numbers()[2] == 1
    assert browser.get(address).status_code == 404
