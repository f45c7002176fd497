"""Working days and periods: pure, on a calendar that is given.

Sources: 民法典 art. 201 (the first day is not counted), 202 (months end on the same day, else on
the last of the month), 203 (a last day on a rest day moves to the next working day); 行政许可法
art. 82 (the days of administrative procedures are working days).
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from linli.foundation.calendar.values import DueDate, LocalDay

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: the weekdays, without `off`, with `working`.

    `known_from` to `known_until` are the days for which a calendar has been published; outside them
    only weekends are off, and what is computed there is provisional.
    """

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    known_from: date = date.min
    known_until: date = date.max

    def is_known(self, day: date) -> bool:
        """Return whether the calendar of this day has been published."""
        return self.known_from <= day <= self.known_until

    def is_working(self, day: date) -> bool:
        """Return whether offices work on this day."""
        return day in self.working or (day.weekday() < SATURDAY and day not in self.off)

    def roll_to_working_day(self, day: date) -> date:
        """Return the day itself if it is worked, else the next that is (民法典 203)."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def next_working_day(self, day: date) -> date:
        """Return the first working day after this day."""
        return self.roll_to_working_day(day + ONE_DAY)

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before this day: when to warn."""
        day -= ONE_DAY
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, start: date, days: int) -> DueDate:
        """Return the n-th working day after `start`, which is itself not counted (民法典 201).

        0 days end on `start` itself: done on the spot.
        """
        _refuse_negative(days)
        day = start
        for _ in range(days):
            day = self.next_working_day(day)
        return self._due(day)

    def add_calendar_days(self, start: date, days: int) -> DueDate:
        """Return the n-th day after `start`, moved on to a working day (民法典 201, 203).

        0 days end on `start` itself.
        """
        _refuse_negative(days)
        day = start + timedelta(days=days)
        return self._due(self.roll_to_working_day(day) if days else day)

    def add_months(self, start: date, months: int) -> DueDate:
        """Return the same day n months later, or that month's last, moved on (民法典 202, 203)."""
        _refuse_negative(months)
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        day = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
        return self._due(self.roll_to_working_day(day) if months else day)

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and with `end`.

        Negative if `end` is earlier.

        `working_days_between(start, add_working_days(start, n).day)` is n. It is 0 on the same day.
        """
        if end < start:
            return -self.working_days_between(end, start)
        whole_weeks, rest = divmod((end - start).days, 7)
        weekdays = whole_weeks * 5 + sum(
            (start + timedelta(days=whole_weeks * 7 + n)).weekday() < SATURDAY
            for n in range(1, rest + 1)
        )
        taken = sum(start < day <= end and day.weekday() < SATURDAY for day in self._off_only)
        given = sum(start < day <= end and day.weekday() >= SATURDAY for day in self.working)
        return weekdays - taken + given

    def half_way(self, start: date, due: date) -> date:
        """Return the working day on which half of the working days are used, rounded up."""
        days = self.working_days_between(start, due)
        return self.add_working_days(start, (max(days, 0) + 1) // 2).day

    @property
    def _off_only(self) -> frozenset[date]:
        return self.off - self.working

    def _due(self, day: date) -> DueDate:
        return DueDate(day, is_provisional=not self.is_known(day))


def with_local_days(
    national: Calendar, days: Iterable[LocalDay], *, known_until: date | None = None
) -> Calendar:
    """Return the national calendar with this place's differences, the local word being the last.

    `known_until` extends the published days when the place lists a year the library does not know.
    """
    days = tuple(days)
    off = frozenset(local.day for local in days if not local.is_working)
    working = frozenset(local.day for local in days if local.is_working)
    return Calendar(
        off=(national.off - working) | off,
        working=(national.working - off) | working,
        known_from=national.known_from,
        known_until=max(national.known_until, known_until or date.min),
    )


def _refuse_negative(count: int) -> None:
    if count < 0:
        raise ValueError("a period is not negative")
