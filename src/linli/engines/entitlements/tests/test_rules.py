"""Months and sums: whatever happens, lists and balance make what is due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.catalogue.values import FirstMonth, ValueDay
from linli.engines.entitlements import rules
from linli.engines.entitlements.values import EventKind, Fact

JANUARY = date(2026, 1, 1)
months = st.integers(0, 20).map(lambda count: rules.later(JANUARY, count))
fen = st.integers(0, 500_000)


@st.composite
def histories(draw):
    """Return events as they may be written: granted first, then anything in any month."""
    first = draw(months)
    facts = [Fact(EventKind.GRANTED, first, draw(fen), draw(st.none() | months))]
    kinds = st.sampled_from(
        [
            EventKind.SUSPENDED,
            EventKind.RESUMED,
            EventKind.STOPPED,
            EventKind.AMOUNT,
            EventKind.CORRECTED,
            EventKind.PROLONGED,
        ]
    )
    for kind in draw(st.lists(kinds, max_size=8)):
        month = max(first, draw(months))
        amount = draw(fen) if kind in {EventKind.AMOUNT, EventKind.CORRECTED} else None
        facts.append(Fact(kind, month, amount, draw(months)))
    return facts


@given(histories(), st.data(), st.integers(0, 100))
def test_lists_and_balance_always_make_what_is_due(facts, data, share):
    """Lists are made while the history grows: each sees the events written until then."""
    settled, left = 0, 0
    for count in range(21):
        month = rules.later(JANUARY, count)
        known = facts[: data.draw(st.integers(1, len(facts)))]
        before = rules.total(known, every="month", through=rules.later(month, -1))
        due = rules.due(known, every="month", month=month).amount_fen
        line = rules.split(due_before=before, due_now=due, settled=settled, share=share)
        settled, left = settled + line.amount_fen, line.left_fen
        assert min(line.month_fen, line.arrears_fen, line.setoff_fen, line.amount_fen) >= 0
        assert settled + left == before + due


@given(histories(), st.integers(0, 100), st.integers(0, 10**7), fen)
def test_at_most_the_share_is_set_off(facts, share, settled, due):
    line = rules.split(due_before=0, due_now=due, settled=settled, share=share)
    assert line.setoff_fen * 100 <= due * share
    assert facts


@given(histories(), months)
def test_a_stop_written_last_ends_it(facts, month):
    month = max(month, facts[0].month)
    stopped = [*facts, Fact(EventKind.STOPPED, month)]
    later = rules.later(month, 3)
    assert rules.total(stopped, every="month", through=later) == rules.total(
        stopped, every="month", through=rules.later(month, -1)
    )


@given(fen, months)
def test_once_is_due_once(amount, first):
    facts = [Fact(EventKind.GRANTED, first, amount)]
    assert rules.total(facts, every="once", through=rules.later(first, 30)) == amount


@given(fen, months)
def test_a_year_is_due_in_its_month(amount, first):
    facts = [Fact(EventKind.GRANTED, first, amount)]
    assert rules.total(facts, every="year", through=rules.later(first, 24)) == 3 * amount


@given(st.integers(1, 10**7), st.integers(1, 60))
def test_instalments_make_the_sum(amount, count):
    parts = rules.instalments(amount, count)
    assert (sum(parts), len(parts)) == (amount, count)
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("rule", "month"),
    [
        (FirstMonth.APPLICATION, date(2026, 3, 1)),
        (FirstMonth.DECISION, date(2026, 4, 1)),
        (FirstMonth.NEXT, date(2026, 5, 1)),
    ],
)
def test_first_month(rule, month):
    applied, decided = date(2026, 3, 31), date(2026, 4, 20)
    assert rules.first_month(rule, applied_on=applied, decided_on=decided) == month


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (ValueDay.APPLICATION, date(2026, 3, 31)),
        (ValueDay.DECISION, date(2026, 4, 20)),
        (ValueDay.MONTH, date(2026, 2, 28)),
    ],
)
def test_the_day_whose_standard_counts(rule, day):
    found = rules.value_day(
        rule,
        applied_on=date(2026, 3, 31),
        decided_on=date(2026, 4, 20),
        month=date(2026, 2, 1),
    )
    assert found == day


def test_the_month_of_the_end_is_the_last_one_paid():
    assert rules.stop_month(date(2026, 12, 1)) == date(2027, 1, 1)


def test_suspended_months_are_not_due_and_come_back_when_resumed_from_before():
    facts = [
        Fact(EventKind.GRANTED, JANUARY, 100),
        Fact(EventKind.SUSPENDED, date(2026, 3, 1)),
    ]
    suspended = rules.total(facts, every="month", through=date(2026, 5, 1))
    facts.append(Fact(EventKind.RESUMED, date(2026, 3, 1)))
    assert (suspended, rules.total(facts, every="month", through=date(2026, 5, 1))) == (200, 500)


def test_a_check_is_due_on_the_same_day_months_later():
    assert rules.recheck_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert rules.recheck_on(date(2026, 8, 31), None) is None
