from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.registers.library import rules

DAY = date(2026, 11, 23)


def test_a_stated_day_goes_first():
    assert rules.until(expires_on=DAY, given_on=DAY, months=120) == DAY


@pytest.mark.parametrize(
    ("given_on", "months", "last"),
    [
        (date(2026, 11, 23), 1, date(2026, 12, 23)),
        (date(2026, 11, 23), 2, date(2027, 1, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 12, date(2027, 12, 5)),
    ],
)
def test_without_one_it_counts_for_its_usual_months(given_on, months, last):
    assert rules.until(expires_on=None, given_on=given_on, months=months) == last


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(1, 600))
def test_what_is_given_always_counts_for_a_while(given_on, months):
    last = rules.until(expires_on=None, given_on=given_on, months=months)
    assert given_on + timedelta(days=25) < last


def test_a_paper_counts_on_its_last_day():
    assert not rules.is_expired(until=DAY, today=DAY)
    assert rules.is_expired(until=DAY, today=DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("issued", "expires", "possible"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (DAY + timedelta(days=1), None, False),
        (DAY, DAY - timedelta(days=1), False),
    ],
)
def test_days_that_cannot_be(issued, expires, possible):
    assert rules.are_possible(issued_on=issued, expires_on=expires, today=DAY) is possible
