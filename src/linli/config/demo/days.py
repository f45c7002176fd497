"""Moments of the past: how many working days ago, and at which part of the office hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linli.foundation.calendar.rules import Calendar

OPENS, CLOSES = time(8, 30), time(17, 0)
NIGHT = time(0, 10)
LONGEST = 36  # working days; a little more than seven weeks


@dataclass(frozen=True)
class Days:
    """Working days counted back from a moment; day 0 is the last on which offices were open."""

    now: datetime
    calendar: Calendar

    def on(self, ago: int) -> date:
        """Return the working day that many working days ago."""
        return self._back[ago]

    def at(self, ago: int, part: float) -> datetime:
        """Return a moment of that day: 0 when offices open, 1 when they close or it is now."""
        day = self.on(ago)
        opens, closes = _moment(day, OPENS), min(_moment(day, CLOSES), self.now)
        return (opens + part * (closes - opens)).replace(microsecond=0)

    def nights(self, ago: int) -> Iterator[datetime]:
        """Yield the first minutes of every day, weekends too, since that many working days ago."""
        day = self.on(ago) + timedelta(days=1)
        while (night := _moment(day, NIGHT)) <= self.now:
            yield night
            day += timedelta(days=1)

    @cached_property
    def _back(self) -> tuple[date, ...]:
        found = [self._last_open]
        while len(found) <= LONGEST:
            found.append(self.calendar.previous_working_day(found[-1]))
        return tuple(found)

    @property
    def _last_open(self) -> date:
        today = timezone.localdate(self.now)
        is_open = self.calendar.is_working(today) and self.now > _moment(today, OPENS)
        return today if is_open else self.calendar.previous_working_day(today)


def _moment(day: date, hour: time) -> datetime:
    zone = timezone.get_default_timezone()
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)
