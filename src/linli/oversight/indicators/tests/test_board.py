"""The figures over HTTP, and that each leads to the rows it counted."""

import re
from datetime import date

import pytest

from linli.engines.cases import queries as case_queries
from linli.engines.cases import services
from linli.engines.cases.models import Case
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import Measure
from linli.foundation.calendar import clock
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.oversight.indicators import queries
from linli.oversight.indicators.values import PeriodKind, Standing

pytestmark = [pytest.mark.django_db, pytest.mark.plan("E1", "E4")]
TODAY = date(2026, 11, 23)


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def board(actor, **asked):
    return queries.board(actor, today=TODAY, **asked)


def counts(row):
    return {one.value: cell.value for one, cell in row.cells.items() if cell.value}


@pytest.mark.parametrize("name", ["street_officer", "district_leader", "auditor"])
def test_a_case_is_counted_for_those_who_lead_or_audit(case, name, request):
    found = board(request.getfixturevalue(name))

    assert counts(found.whole) == {"handed_in": 1, "open": 1}
    assert [row.code for row in found.items] == [case.item_code]


@pytest.mark.parametrize("name", ["clerk", "resident", "operator", "neighbour_officer"])
def test_others_read_no_figures(case, name, request):
    with pytest.raises(ForbiddenError):
        board(request.getfixturevalue(name))


def test_another_street_is_not_there(case, street_officer, city):
    with pytest.raises(NotFoundError):
        board(street_officer, division=city.other_street)


def test_what_only_the_district_handles_is_no_figure_of_the_street(
    case, street_officer, district_leader, city
):
    case.access.filter(division_code=city.street).delete()
    case.access.create(organisation_id=city.civil_affairs, division_code=city.district)

    assert counts(board(street_officer).whole) == {}
    assert counts(board(district_leader).whole) == {"handed_in": 1, "open": 1}


def test_one_walks_down_to_the_community(case, district_leader, city):
    found = board(district_leader, division=city.street)

    walked = {row.code: counts(row) for row in found.divisions}
    assert walked[city.community] == {"handed_in": 1, "open": 1}
    assert [one.code for one in found.way] == [city.district]


def test_a_decision_is_in_time_or_late_by_its_day(case, clerk, street_officer):
    ended(case, on=date(2026, 11, 20), due=date(2026, 11, 20), taken=3)
    whole = board(street_officer).whole
    assert (counts(whole)["on_time"], whole.on_time_percent, whole.median_days) == (1, 100, 3)

    Case.objects.update(due_on=date(2026, 11, 19))
    whole = board(street_officer).whole
    assert (counts(whole)["late"], whole.on_time_percent) == (1, 0)


def ended(case, *, on, due, taken):
    Case.objects.filter(pk=case.pk).update(
        state="decided", result="granted", ended_at=NOW, ended_on=on, due_on=due, days_taken=taken
    )


def test_the_services_keep_the_day_of_the_end(case, resident):
    services.withdraw(resident, case_id=str(case.public_id), now=NOW)

    case.refresh_from_db()
    assert (case.ended_on, case.days_taken) == (TODAY, 0)


def test_sealed_cases_are_counted_for_their_compartment_alone(case, street_officer, auditor):
    Case.objects.update(compartment="care")
    opened = with_key(street_officer, "care")

    assert counts(board(auditor).whole) == {}
    assert board(auditor).items == ()
    assert counts(board(opened).whole) == {}
    assert counts(board(opened, compartment="care").whole) == {"handed_in": 1, "open": 1}
    with pytest.raises(NotFoundError):
        board(auditor, compartment="care")


def with_key(actor, name):
    from dataclasses import replace

    keyed = tuple(replace(held, compartments=frozenset({name})) for held in actor.holdings)
    return replace(actor, holdings=keyed)


def test_the_division_above_is_read_by_whole_months_without_small_counts(
    case, street_officer, city
):
    Case.objects.update(submitted_at=NOW.replace(month=10))
    found = board(street_officer, division=city.district, kind=PeriodKind.WEEK)

    assert found.standing is Standing.BESIDE
    assert (found.period.first, found.period.last) == (date(2026, 10, 1), date(2026, 10, 31))
    rows = {row.code: str(row.cells[Measure.HANDED_IN]) for row in found.divisions}
    assert rows[city.street] == "<5"
    assert found.items == ()
    assert Measure.OPEN not in found.columns


def test_auditors_count_no_ratings(case, auditor):
    assert Measure.POOR not in board(auditor).columns


def test_every_figure_leads_to_as_many_rows(case, clerk, street_officer, resident, city):
    filed(resident, city.community, key="two")
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    Case.objects.update(told_once_extra=1)
    found = board(street_officer)
    span = case_queries.Span(found.period.first, found.period.last)

    for measure, cell in found.whole.cells.items():
        shown = case_queries.CaseFilter(
            division=found.division.code,
            counted=case_queries.Counted(measure, span, TODAY),
            compartment="",
        )
        rows, _next = case_queries.cases_in_scope(street_officer, shown=shown)
        assert (measure, len(rows)) == (measure, cell.value)


def test_the_page_leads_to_the_list(case, street_officer, client_for, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    browser = client_for(street_officer)
    page = browser.get("/console/figures/").content.decode()

    (address, *_more) = re.findall(r'href="(/desk/cases/all/\?measure=open[^"]*)"', page)
    rows = browser.get(address.replace("&amp;", "&")).content.decode()
    assert case.number in rows


def test_a_table_comes_as_a_file(case, street_officer, client_for, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    answer = client_for(street_officer).get("/console/figures/items.csv")

    assert answer.headers["Content-Disposition"].endswith('-items.csv"')
    assert case.item_code in answer.content.decode()


def test_a_day_that_cannot_be_meant_is_said(case, street_officer, client_for):
    assert client_for(street_officer).get("/console/figures/?first=0001-01-01").status_code == 422


def test_the_board_asks_a_bounded_number_of_times(case, district_leader, django_assert_num_queries):
    board(district_leader)
    with django_assert_num_queries(8):
        board(district_leader)


def test_programs_read_the_same(case, street_officer, client_for, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    answer = client_for(street_officer).get("/api/v1/figures").json()

    assert answer["together"]["counts"]["handed_in"] == {"value": 1, "shown": "whole"}
