"""The clock: days counted, paused, extended, moved – and why."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.cases.rules import clockwork
from linli.engines.cases.rules.clock import light, read
from linli.engines.cases.values import ClockEvent, ClockKind, EventKind, Light
from linli.engines.catalogue.values import DayUnit, Limit
from linli.foundation.calendar.queries import national

CALENDAR = national()
FIVE = Limit(5)
MONDAY = date(2026, 11, 23)


def due(limit, *events):
    return read(limit, events, calendar=CALENDAR)


def began(on=MONDAY):
    return ClockEvent("start", on)


@pytest.mark.plan("H5")
def test_the_day_of_acceptance_does_not_count():
    assert due(Limit(1), began()).due_on == date(2026, 11, 24)


def test_five_working_days_skip_the_weekend():
    assert due(FIVE, began()).due_on == date(2026, 11, 30)


def test_the_national_holiday_and_its_working_saturday_are_known():
    # 2026: 1–7 October off, Saturday 10 October worked.
    assert due(FIVE, began(date(2026, 9, 30))).due_on == date(2026, 10, 13)


def test_calendar_days_that_end_on_a_day_off_move_to_the_next_working_day():
    clock = due(Limit(5, DayUnit.CALENDAR), began())
    assert clock.due_on == date(2026, 11, 30)
    assert ClockKind.MOVED in {line.kind for line in clock.lines}


def test_before_the_start_nothing_runs():
    clock = due(FIVE)
    assert (clock.due_on, clock.lines) == (None, ())


def test_while_paused_there_is_no_last_day_and_the_count_stands():
    clock = due(FIVE, began(), ClockEvent("pause", date(2026, 11, 25), why="hearing"))
    assert (clock.due_on, clock.is_paused, clock.counted) == (None, True, 1)


def test_a_pause_takes_its_first_and_last_day_and_those_between_out():
    clock = due(
        FIVE,
        began(),
        ClockEvent("pause", date(2026, 11, 24)),
        ClockEvent("resume", date(2026, 11, 26)),
    )
    assert clock.due_on == date(2026, 12, 3)


def test_a_pause_on_the_last_day_leaves_that_day_to_be_used():
    paused = ClockEvent("pause", date(2026, 11, 30))
    assert due(FIVE, began(), paused).is_paused
    resumed = due(FIVE, began(), paused, ClockEvent("resume", date(2026, 12, 2)))
    assert resumed.due_on == date(2026, 12, 3)


def test_a_pause_that_ends_on_its_own_day_changes_nothing():
    clock = due(FIVE, began(), ClockEvent("pause", MONDAY), ClockEvent("resume", MONDAY))
    assert clock.due_on == due(FIVE, began()).due_on


def test_what_is_over_before_the_pause_stays_over():
    clock = due(FIVE, began(), ClockEvent("pause", date(2026, 12, 10)))
    assert (clock.due_on, clock.is_paused) == (date(2026, 11, 30), True)


def test_on_the_spot_waits_too_when_papers_are_asked_for_that_day():
    paused = ClockEvent("pause", MONDAY)
    assert due(Limit(0), began(), paused).due_on is None
    resumed = due(Limit(0), began(), paused, ClockEvent("resume", date(2026, 11, 26)))
    assert resumed.due_on == date(2026, 11, 26)


def test_an_extension_adds_its_days():
    clock = due(FIVE, began(), ClockEvent("extend", date(2026, 11, 26), days=10))
    assert clock.due_on == date(2026, 12, 14)


def test_beyond_the_published_years_a_day_is_provisional():
    assert due(Limit(60), began()).is_provisional
    assert not due(FIVE, began()).is_provisional


def test_on_the_spot_is_due_the_same_day():
    assert due(Limit(0), began()).due_on == MONDAY


@given(
    st.integers(1, 40),
    st.dates(date(2020, 1, 1), date(2026, 6, 1)),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=3),
    st.sampled_from(DayUnit),
)
def test_lines_explain_exactly_the_days_allowed(days, start, pauses, unit):
    events, at = [began(start)], start
    for wait, length in pauses:
        at += timedelta(days=wait)
        events.append(ClockEvent("pause", at))
        at += timedelta(days=length)
        events.append(ClockEvent("resume", at))
    clock = due(Limit(days, unit), *events)
    counted = [line for line in clock.lines if line.kind is ClockKind.COUNTED]
    assert sum(line.days for line in counted) == days == clock.counted
    assert all(a.last < b.first for a, b in itertools.pairwise(counted))
    assert CALENDAR.is_working(clock.due_on)


@given(st.integers(1, 30), st.dates(date(2024, 1, 1), date(2026, 6, 1)), st.integers(1, 30))
def test_a_pause_never_brings_the_last_day_nearer(days, start, length):
    plain = due(Limit(days), began(start))
    paused = due(
        Limit(days),
        began(start),
        ClockEvent("pause", start),
        ClockEvent("resume", start + timedelta(days=length)),
    )
    assert paused.due_on >= plain.due_on


def test_a_supplement_before_acceptance_leaves_the_case_clock_unstarted():
    history = [
        clockwork.Fact(EventKind.SUBMITTED, MONDAY),
        clockwork.Fact(EventKind.SUPPLEMENT_REQUESTED, MONDAY),
        clockwork.Fact(EventKind.SUPPLEMENT_ANSWERED, MONDAY + timedelta(days=3)),
        clockwork.Fact(EventKind.ACCEPTED, MONDAY + timedelta(days=3)),
    ]
    assert clockwork.of_case(history[:3]) == []
    assert [event.kind for event in clockwork.of_case(history)] == ["start"]


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (MONDAY - timedelta(days=2), (Light.OVERDUE, -2)),
        (MONDAY, (Light.TODAY, 0)),
        (MONDAY + timedelta(days=1), (Light.SOON, 1)),
        (None, (Light.NONE, None)),
    ],
)
def test_the_light_follows_the_days_left(due_on, expected):
    found = light(due_on=due_on, half_on=MONDAY, is_paused=False, today=MONDAY)
    assert found == expected
