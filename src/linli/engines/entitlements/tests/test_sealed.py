"""Sealed items: their list is made from a page and read by posts that hold the compartment only."""

import pytest
from django.urls import reverse

from linli.engines.entitlements import queries, services
from linli.engines.entitlements.models import Entitlement, PaymentList
from linli.engines.entitlements.services.telling import handlers
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import ChangeKind, ReportOutcome
from linli.foundation.actors.values import Role
from linli.foundation.errors.values import NotFoundError
from linli.foundation.jobs import services as outbox
from linli.registers.accounts.tests import factories as accounts

pytestmark = pytest.mark.django_db
KEY = "special_families"
MONTH = {"month_year": "2026", "month_month": "9", "month_day": "1"}
PAGE = reverse("desk:entitlements:lists")


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def keeper(city, people):
    """An officer of the same office whose post opens the compartment."""
    return accounts.staff(
        "钱密",
        Role.DEPARTMENT_OFFICER,
        city.civil_affairs,
        city.district,
        title="sealed",
        compartments=(KEY,),
    )


@pytest.fixture
def row(city, resident, people):
    row = make.granted(resident, city, people)["living"]
    Entitlement.objects.update(compartment=KEY)
    row.refresh_from_db()
    return row


def made(client, **more):
    return client.post(PAGE, MONTH | more)


@pytest.mark.plan("E2")
def test_its_list_is_made_from_a_page(row, keeper, client_for):
    answer = made(client_for(keeper), compartment=KEY)
    outbox.run_due(now=make.at(1, year=2099))
    found = PaymentList.objects.get()
    assert (answer.status_code, found.compartment, found.lines) == (303, KEY, 2)


def test_the_page_names_the_sealed_services_to_whoever_opens_them(row, keeper, client_for):
    made(client_for(keeper), compartment=KEY)
    text = client_for(keeper).get(PAGE).content.decode()
    assert text.count("计划生育特殊家庭") == 2  # to choose, and on the list that was made


def test_nobody_else_is_offered_one_nor_sees_it(row, keeper, people, client_for):
    made(client_for(keeper), compartment=KEY)
    text = client_for(people.civil).get(PAGE).content.decode()
    assert "compartment" not in text
    assert "2026-09" not in text
    page = reverse("desk:entitlements:list", args=[PaymentList.objects.get().public_id])
    assert client_for(people.civil).get(page).status_code == 404


def test_a_compartment_typed_by_hand_opens_nothing(row, people, client_for):
    answer = made(client_for(people.civil), compartment=KEY)
    assert answer.status_code == 303
    assert PaymentList.objects.get().compartment == ""
    with pytest.raises(NotFoundError):
        services.build_list(people.civil, month=make.SEPTEMBER, compartment=KEY, now=make.NOW)


def test_a_compartment_that_is_not_ones_own_comes_back(row, keeper, client_for):
    assert made(client_for(keeper), compartment="minors").status_code == 422
    assert not PaymentList.objects.exists()


def test_the_list_that_is_not_sealed_has_none_of_it(row, keeper, people, client_for):
    made(client_for(people.civil))
    outbox.run_due(now=make.at(1, year=2099))
    assert PaymentList.objects.get().lines == 0


def test_only_posts_with_the_key_are_told(row, keeper, people):
    assert handlers(row, now=make.NOW) == (keeper.account_id,)


def test_its_report_is_not_offered_to_others(row, keeper, resident, people):
    services.report_change(
        resident,
        entitlement_id=row.public_id,
        kind=ChangeKind.WORK,
        happened_on=make.SEPTEMBER,
        words="",
        now=make.NOW,
    )
    assert len(queries.waiting_reports(keeper)) == 1
    assert queries.waiting_reports(people.civil) == ()


def test_a_street_officer_of_the_office_that_pays_is_told(row, city, people):
    Entitlement.objects.update(compartment="", organisation=city.office)
    row.refresh_from_db()
    officer = accounts.staff("孙街", Role.STREET_OFFICER, city.office, city.street)
    accounts.staff("李别", Role.STREET_OFFICER, city.other_office, city.other_street)
    assert handlers(row, now=make.NOW) == (officer.account_id,)


def test_where_an_office_has_clerks_only_they_are_told(row, city, people):
    Entitlement.objects.update(compartment="", organisation=city.office)
    row.refresh_from_db()
    assert handlers(row, now=make.NOW) == (people.clerk.account_id,)


def test_a_street_officer_answers_a_report(row, city, resident, people):
    Entitlement.objects.update(compartment="", organisation=city.office)
    officer = accounts.staff("孙街", Role.STREET_OFFICER, city.office, city.street)
    report = services.report_change(
        resident,
        entitlement_id=row.public_id,
        kind=ChangeKind.WORK,
        happened_on=make.SEPTEMBER,
        words="",
        now=make.NOW,
    )
    assert [one.public_id for one in queries.waiting_reports(officer)] == [report]
    services.answer_report(
        officer, report_id=report, outcome=ReportOutcome.NO_EFFECT, words="已核实", now=make.NOW
    )
    assert queries.waiting_reports(officer) == ()
