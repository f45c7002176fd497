"""The calendar of this site: the national one with the pack's local days."""

import time
from datetime import date
from functools import cache

from linli.foundation.calendar.models import LocalDayRow, PublishedYear
from linli.foundation.calendar.rules import Calendar, with_local_days
from linli.foundation.calendar.values import LocalDay

FRESH_SECONDS = 300  # other processes learn of a newly loaded pack within this time
_held: list[tuple[float, Calendar]] = []


def site_calendar() -> Calendar:
    """Return the calendar of this site; two statements at most every five minutes, else none."""
    if not _held or time.monotonic() - _held[0][0] > FRESH_SECONDS:
        _held[:] = [(time.monotonic(), _read())]
    return _held[0][1]


def forget() -> None:
    """Read the calendar anew at the next call; after a pack is loaded."""
    _held.clear()


@cache
def national() -> Calendar:
    """Return the national calendar as the library `chinese-calendar` knows it, as plain dates."""
    from chinese_calendar.constants import holidays, workdays

    return Calendar(
        off=frozenset(holidays),
        working=frozenset(workdays),
        known_from=date(min(holidays).year, 1, 1),
        known_until=date(max(holidays).year, 12, 31),
    )


def _read() -> Calendar:
    days = [
        LocalDay(row.day, row.is_working, row.source) for row in LocalDayRow.objects.order_by("day")
    ]
    return with_local_days(national(), days, known_until=_published_until(national().known_until))


def _published_until(known_until: date) -> date:
    for year in PublishedYear.objects.order_by("year").values_list("year", flat=True):
        if year == known_until.year + 1:  # a gap stays unknown
            known_until = date(year, 12, 31)
    return known_until
