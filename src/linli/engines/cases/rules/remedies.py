"""Until when something can be done against a no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.rules import clock

if TYPE_CHECKING:
    from datetime import date

    from linli.engines.cases.values import Clock
    from linli.engines.catalogue.values import Limit
    from linli.foundation.calendar.rules import Calendar


def last_day(within: Limit | None, *, told_on: date, calendar: Calendar) -> Clock:
    """Return the clock of a remedy: its last day counted from the day the decision was told.

    The first day is not counted, and a last day on a day off moves to the next working day. No
    limit has no last day. Source: 民法典 201, 203; 行政复议法 20 (60 days from knowing of it).
    """
    return clock.since(within, told_on, calendar=calendar)
