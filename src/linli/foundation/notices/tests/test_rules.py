"""When something goes out: never in quiet hours, never lost, in its order, one digest a day."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.notices import rules
from linli.foundation.notices.values import Group, Kind, Pace, Preferences, Via

TIANJIN = timezone(timedelta(hours=8))
DAY = timedelta(days=1)
hours = st.integers(0, 23)
wishes = st.builds(Preferences, quiet_from=hours, quiet_until=hours, digest_hour=hours)
BEGIN = datetime(2025, 12, 25, tzinfo=TIANJIN)
moments = st.integers(0, 800 * 86400).map(lambda seconds: BEGIN + timedelta(seconds=seconds))
kinds = st.builds(Kind, group=st.sampled_from(Group), is_duty=st.booleans())
chosen = st.dictionaries(
    st.tuples(st.sampled_from(Group), st.sampled_from(Via)), st.sampled_from(Pace)
)


@given(wishes, moments)
def test_nothing_goes_out_in_quiet_hours_and_nothing_waits_longer_than_a_day(wished, now):
    moment = rules.send_at(wished, now)
    assert not rules.is_quiet(wished, moment)
    assert now <= moment < now + DAY


@given(wishes, moments)
def test_what_is_not_in_quiet_hours_goes_out_now(wished, now):
    assert (rules.send_at(wished, now) == now) is not rules.is_quiet(wished, now)


@given(wishes, moments)
def test_what_is_urgent_goes_out_now(wished, now):
    assert rules.send_at(wished, now, is_urgent=True) == now


@given(wishes, st.lists(moments, min_size=2).map(sorted))
def test_what_came_first_goes_out_first(wished, nows):
    sent = [rules.send_at(wished, now) for now in nows]
    assert sent == sorted(sent)


@given(wishes, moments)
def test_the_daily_message_comes_within_a_day_and_not_at_night(wished, now):
    moment = rules.digest_at(wished, now)
    assert now < moment <= now + DAY
    assert not rules.is_quiet(wished, moment)


@given(wishes, st.lists(moments, min_size=2, max_size=40))
def test_there_is_one_daily_message_a_day(wished, nows):
    sent = {rules.digest_at(wished, now) for now in nows}
    assert len({moment.date() for moment in sent}) == len(sent)


def local(year, month, day, hour, minute=0, second=0):
    return datetime(year, month, day, hour, minute, second, tzinfo=TIANJIN)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (local(2026, 12, 31, 21, 59), local(2026, 12, 31, 21, 59)),
        (local(2026, 12, 31, 22), local(2027, 1, 1, 7)),
        (local(2028, 2, 28, 23, 30), local(2028, 2, 29, 7)),
        (local(2027, 1, 1, 6, 59, 59), local(2027, 1, 1, 7)),
        (local(2027, 1, 1, 7), local(2027, 1, 1, 7)),
    ],
)
def test_the_night_ends_at_seven_over_midnight_and_new_year(now, then):
    assert rules.send_at(Preferences(), now) == then


def test_the_same_hour_twice_is_no_quiet_time():
    assert not rules.is_quiet(Preferences(quiet_from=3, quiet_until=3), local(2026, 1, 1, 3))


@given(chosen, kinds, st.sets(st.sampled_from(Via)))
def test_a_duty_keeps_a_way_wherever_there_is_one(paces, kind, reached):
    found = rules.paces(Preferences(paces), kind, reached=reached)
    assert set(found) == reached
    if kind.is_duty and reached:
        assert set(found.values()) != {Pace.NEVER}


def test_what_is_no_duty_can_be_stopped_altogether():
    never = {(Group.HAPPENED, via): Pace.NEVER for via in Via}
    found = rules.paces(Preferences(never), Kind(), reached=list(Via))
    assert set(found.values()) == {Pace.NEVER}


def test_a_duty_that_nobody_wants_comes_by_text_message_or_else_by_e_mail():
    never = {(Group.TO_DO, via): Pace.NEVER for via in Via}
    duty = Kind(Group.TO_DO, is_duty=True)
    both = rules.paces(Preferences(never), duty, reached=list(Via))
    assert (both[Via.SMS], both[Via.EMAIL]) == (Pace.AT_ONCE, Pace.NEVER)
    assert rules.paces(Preferences(never), duty, reached=[Via.EMAIL])[Via.EMAIL] is Pace.AT_ONCE


def test_hours_are_those_of_the_moment_given():
    assert rules.is_quiet(Preferences(), datetime(2026, 1, 1, 23, tzinfo=UTC))
