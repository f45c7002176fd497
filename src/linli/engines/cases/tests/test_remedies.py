"""What can be done against a no, with whom and until when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.cases import queries
from linli.engines.cases.rules.remedies import last_day
from linli.engines.cases.services import results
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue
from linli.engines.cases.tests.test_journey import decided
from linli.engines.catalogue.values import DayUnit, Limit
from linli.foundation.calendar.queries import national

CALENDAR = national()
SIXTY = Limit(60, DayUnit.CALENDAR)
LAST = date(2027, 1, 22)  # sixty days after 23 November 2026, a Friday


@pytest.fixture
def refused(db, city, resident, clerk, federation_officer, civil_affairs_officer):
    load_catalogue()
    case = filed(resident, city.community)
    decided(case, clerk, federation_officer, civil_affairs_officer, "refuse", "不符合条件")
    return case


def test_the_day_it_was_told_is_not_counted():
    assert last_day(SIXTY, told_on=NOW.date(), calendar=CALENDAR).due_on == LAST


def test_a_last_day_on_a_day_off_moves():
    told = date(2026, 3, 4)  # sixty days later: 3 May, in the holiday of the first of May
    assert last_day(SIXTY, told_on=told, calendar=CALENDAR).due_on == date(2026, 5, 6)


def test_without_a_limit_there_is_no_last_day():
    assert last_day(None, told_on=NOW.date(), calendar=CALENDAR).due_on is None


@given(st.dates(date(2025, 1, 1), date(2026, 10, 1)), st.integers(1, 90))
def test_nobody_gets_fewer_days_than_the_law_says(told, days):
    found = last_day(Limit(days, DayUnit.CALENDAR), told_on=told, calendar=CALENDAR).due_on
    assert found >= told + timedelta(days=days)


def test_the_resident_reads_the_body_and_the_last_day(refused, resident, client_for):
    review, court = queries.my_case(resident, case_id=str(refused.public_id), now=NOW).remedies
    assert (str(review.body), review.last_on) == ("天津市和平区人民政府", LAST)
    assert (court.body, court.last_on) == (None, None)
    page = client_for(resident).get(f"/cases/{refused.public_id}/").content.decode()
    assert "和平区人民政府" in page
    assert "2027年1月22日" in page


def test_the_paper_says_the_same(refused):
    assert "和平区人民政府" in results.facts_of(refused)["remedies"][0]
    assert len(results.facts_of(refused)["remedies"]) == 2


def test_the_office_reads_it_too(refused, civil_affairs_officer):
    found = queries.desk_case(civil_affairs_officer, case_id=str(refused.public_id), now=NOW)
    assert found.remedies[0].last_on == LAST


@pytest.mark.django_db
def test_against_a_yes_nothing_is_said(
    city, resident, clerk, federation_officer, civil_affairs_officer
):
    load_catalogue()
    case = filed(resident, city.community)
    decided(case, clerk, federation_officer, civil_affairs_officer)
    assert queries.my_case(resident, case_id=str(case.public_id), now=NOW).remedies == ()
