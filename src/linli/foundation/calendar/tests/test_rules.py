from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.calendar.queries import national
from linli.foundation.calendar.rules import Calendar, with_local_days
from linli.foundation.calendar.values import DueDate, LocalDay

CALENDAR = national()
DAYS = st.dates(date(2004, 1, 1), date(2031, 12, 31))
COUNTS = st.integers(0, 60)
CALENDARS = st.builds(
    Calendar,
    off=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40),
    working=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20),
    known_from=st.just(date(2026, 1, 1)),
    known_until=st.just(date(2026, 12, 31)),
)
IN_2026 = st.dates(date(2025, 11, 1), date(2027, 3, 1))


def test_first_day_is_not_counted():
    assert CALENDAR.add_working_days(date(2026, 11, 23), 1) == DueDate(date(2026, 11, 24))


def test_national_day_week_is_skipped_and_its_saturday_is_worked():
    assert CALENDAR.add_working_days(date(2026, 9, 28), 5).day == date(2026, 10, 10)


def test_nothing_to_count_ends_the_same_day_even_on_a_sunday():
    assert CALENDAR.add_working_days(date(2026, 11, 22), 0).day == date(2026, 11, 22)


def test_due_day_after_the_published_year_is_provisional():
    assert CALENDAR.add_working_days(date(2026, 12, 30), 2) == DueDate(
        date(2027, 1, 1), is_provisional=True
    )


def test_calendar_days_end_on_the_next_working_day():
    assert CALENDAR.add_calendar_days(date(2026, 9, 20), 15).day == date(2026, 10, 8)


def test_a_month_from_the_last_of_january_ends_with_february():
    assert CALENDAR.add_months(date(2025, 1, 31), 1).day == date(2025, 2, 28)


def test_months_keep_the_day_where_there_is_one():
    assert CALENDAR.add_months(date(2026, 1, 31), 2).day == date(2026, 3, 31)
    assert CALENDAR.add_months(date(2025, 12, 30), 1).day == date(2026, 1, 30)


def test_no_months_and_no_days_end_the_same_day_even_on_a_sunday():
    sunday = date(2026, 11, 22)
    assert CALENDAR.add_months(sunday, 0).day == sunday
    assert CALENDAR.add_calendar_days(sunday, 0).day == sunday


def test_a_worked_saturday_at_the_end_counts_and_one_at_the_start_does_not():
    friday, saturday = date(2026, 10, 9), date(2026, 10, 10)
    assert CALENDAR.working_days_between(friday, saturday) == 1
    assert CALENDAR.working_days_between(saturday, date(2026, 10, 12)) == 1


def test_half_way_of_five_days_is_the_third():
    start = date(2026, 11, 2)
    assert CALENDAR.half_way(start, date(2026, 11, 9)) == date(2026, 11, 5)
    assert CALENDAR.half_way(start, date(2026, 11, 3)) == date(2026, 11, 3)


def test_half_way_of_twenty_days_is_the_tenth():
    start = date(2026, 11, 2)
    due = CALENDAR.add_working_days(start, 20).day
    assert CALENDAR.half_way(start, due) == CALENDAR.add_working_days(start, 10).day


@pytest.mark.parametrize("year", range(2017, 2027))
def test_working_days_of_a_year_are_those_counted_from_the_notices(year):
    counted = dict(
        zip(range(2017, 2027), [249, 250, 250, 249, 250, 249, 249, 251, 248, 248], strict=True)
    )
    days = CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
    assert days == counted[year]


@given(CALENDARS, IN_2026, st.integers(1, 60))
def test_a_period_never_ends_on_a_day_off(calendar, start, count):
    assert calendar.is_working(calendar.add_working_days(start, count).day)
    assert calendar.is_working(calendar.add_calendar_days(start, count).day)
    assert calendar.is_working(calendar.add_months(start, count % 24 + 1).day)


@given(CALENDARS, IN_2026, COUNTS, COUNTS)
def test_periods_add_up(calendar, start, first, second):
    middle = calendar.add_working_days(start, first).day
    assert calendar.add_working_days(middle, second) == calendar.add_working_days(
        start, first + second
    )


@given(CALENDARS, IN_2026, IN_2026, COUNTS)
def test_a_later_start_never_ends_earlier(calendar, one, other, count):
    early, late = sorted([one, other])
    assert calendar.add_working_days(early, count).day <= calendar.add_working_days(late, count).day


@given(CALENDARS, IN_2026, COUNTS)
def test_counting_back_gives_the_number_added(calendar, start, count):
    due = calendar.add_working_days(start, count).day
    assert calendar.working_days_between(start, due) == count
    assert calendar.working_days_between(due, start) == -count


@given(CALENDARS, IN_2026, st.integers(0, 200))
def test_days_between_are_those_one_by_one(calendar, start, length):
    days = [start + timedelta(days=n) for n in range(1, length + 1)]
    end = start + timedelta(days=length)
    assert calendar.working_days_between(start, end) == sum(map(calendar.is_working, days))


@given(DAYS, COUNTS)
def test_provisional_means_after_the_last_known_day(start, count):
    due = CALENDAR.add_working_days(start, count)
    assert due.is_provisional == (due.day > CALENDAR.known_until)


@given(CALENDARS, IN_2026)
def test_previous_and_next_working_day_are_each_others_inverse(calendar, day):
    worked = calendar.roll_to_working_day(day)
    assert calendar.next_working_day(calendar.previous_working_day(worked)) == worked


def test_local_word_is_the_last():
    holiday, monday = date(2026, 10, 1), date(2026, 11, 23)
    days = [
        LocalDay(holiday, is_working=True, source="a notice"),
        LocalDay(monday, is_working=False, source="a notice"),
    ]
    local = with_local_days(CALENDAR, days)
    assert local.is_working(holiday)
    assert not local.is_working(monday)
    assert local.known_until == date(2026, 12, 31)


def test_a_worked_saturday_may_be_off_here():
    saturday = date(2026, 10, 10)
    local = with_local_days(CALENDAR, [LocalDay(saturday, is_working=False, source="a notice")])
    assert CALENDAR.is_working(saturday)
    assert not local.is_working(saturday)
    assert local.working_days_between(date(2026, 10, 9), saturday) == 0


def test_a_holiday_worked_here_is_counted():
    holiday = date(2026, 10, 1)
    local = with_local_days(CALENDAR, [LocalDay(holiday, is_working=True, source="a notice")])
    assert local.working_days_between(date(2026, 9, 30), holiday) == 1


@pytest.mark.parametrize("period", ["working_days", "calendar_days", "months"])
def test_negative_period_is_refused(period):
    with pytest.raises(ValueError, match="not negative"):
        getattr(CALENDAR, f"add_{period}")(date(2026, 1, 5), -1)
