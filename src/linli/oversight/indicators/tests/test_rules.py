"""Which days, which median, and that no small count can be worked out."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.cases.values import Measure
from linli.oversight.indicators.rules import counting, periods
from linli.oversight.indicators.rules.suppressing import TOTAL, Table, suppress
from linli.oversight.indicators.values import PeriodKind, Shown

IN, DECIDED, ON_TIME, LATE = (
    Measure.HANDED_IN,
    Measure.DECIDED,
    Measure.ON_TIME,
    Measure.LATE,
)
MONDAY = date(2026, 11, 23)


def column(*counts, known=()):
    rows = {str(place): {IN: count} for place, count in enumerate(counts)}
    return {key: str(row[IN]) for key, row in suppress(Table(rows, (IN,), known)).items()}


def test_one_small_count_takes_another_with_it():
    assert column(3, 20, 9) == {"0": "<5", "1": "20", "2": "··", TOTAL: "32"}


def test_where_nothing_is_left_the_sum_is_withheld():
    assert column(3, 20, known={"1"}) == {"0": "<5", "1": "20", TOTAL: "··"}


def test_four_times_one_are_not_told_by_their_sum():
    assert column(1, 1, 1, 1) == dict.fromkeys("0123", "<5") | {TOTAL: "··"}


def test_noughts_and_large_counts_are_said():
    assert column(0, 5, 7) == {"0": "0", "1": "5", "2": "7", TOTAL: "12"}


def test_noughts_are_said_and_the_sum_is_withheld_instead():
    assert column(3, 0, 0) == {"0": "<5", "1": "0", "2": "0", TOTAL: "<5"}
    assert column(3, 0, 9, known={"2"}) == {"0": "<5", "1": "0", "2": "9", TOTAL: "··"}


def test_parts_of_a_count_are_withheld_together():
    said = suppress(Table({"0": {DECIDED: 9, ON_TIME: 7, LATE: 2}}, (DECIDED, ON_TIME, LATE)))

    assert [str(said["0"][one]) for one in (DECIDED, ON_TIME, LATE)] == ["9", "··", "<5"]


def possible(shown, most):
    return range(1, 5) if shown is Shown.SMALL else range(most + 1)


@pytest.mark.plan("E4")
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=4),
    st.sets(st.integers(0, 3), max_size=2),
)
def test_no_small_count_can_be_worked_out(counts, known_places):
    """Try every table that agrees with what is said and known: a small count stays open."""
    known = {str(place) for place in known_places if place < len(counts)}
    rows = {str(place): {IN: count} for place, count in enumerate(counts)}
    said = {key: row[IN] for key, row in suppress(Table(rows, (IN,), known)).items()}
    hidden = [key for key in rows if said[key].shown is not Shown.WHOLE and key not in known]
    rest = sum(rows[key][IN] for key in rows if key not in hidden)
    most = sum(counts) + 5
    fits = [
        values
        for values in product(*(possible(said[key].shown, most) for key in hidden))
        if agrees(said[TOTAL], sum(values) + rest)
    ]
    for place in range(len(hidden)):
        assert len({values[place] for values in fits}) >= 2


def agrees(total, wanted):
    if total.shown is Shown.WHOLE:
        return total.value == wanted
    return total.shown is Shown.WITHHELD or 1 <= wanted <= 4


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_what_is_said_is_true_and_small_counts_are_not(counts):
    rows = {str(place): {IN: count} for place, count in enumerate(counts)}
    for key, row in suppress(Table(rows, (IN,))).items():
        count = rows[key][IN] if key else sum(counts)
        assert row[IN].value in {None, count}
        assert not (row[IN].shown is Shown.WHOLE and 0 < count < 5)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (PeriodKind.WEEK, date(2026, 11, 23)),
        (PeriodKind.MONTH, date(2026, 11, 1)),
        (PeriodKind.QUARTER, date(2026, 10, 1)),
        (PeriodKind.YEAR, date(2026, 1, 1)),
    ],
)
def test_a_period_begins_on_its_first_day(kind, first):
    found = periods.period(kind, today=MONDAY, first=date(2020, 1, 1))
    assert (found.first, found.last) == (first, MONDAY)


def test_days_given_the_wrong_way_round_are_turned():
    found = periods.period(PeriodKind.DAYS, today=MONDAY, first=MONDAY, last=date(2026, 11, 2))
    assert (found.first, found.last) == (date(2026, 11, 2), MONDAY)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.dates(date(2001, 1, 1)))
def test_a_whole_month_is_over(today, asked):
    found = periods.period(PeriodKind.WHOLE_MONTH, today=today, first=asked)
    assert found.first.day == 1
    assert found.last < today


@given(st.dictionaries(st.integers(0, 40), st.integers(1, 9), min_size=1))
def test_the_median_stands_in_the_middle(days):
    one_by_one = sorted(day for day, cases in days.items() for _one in range(cases))
    assert counting.median(days) == one_by_one[(len(one_by_one) - 1) // 2]


def test_a_hundred_percent_means_all():
    assert (counting.percent(999, 1000), counting.percent(0, 0)) == (99, None)
