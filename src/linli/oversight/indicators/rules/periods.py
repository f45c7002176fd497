"""Which days a period means."""

from __future__ import annotations

from datetime import date, timedelta

from linli.oversight.indicators.values import Period, PeriodKind

LONGEST = timedelta(days=366 * 3)


def period(
    kind: PeriodKind, *, today: date, first: date | None = None, last: date | None = None
) -> Period:
    """Return the days of a kind of period up to today; from day to day as given, in order.

    Days run from Monday, the first of a month, of January, April, July, October, of the year. A
    span of more than three years ends three years after its first day. A whole month is the one of
    `first`, or the last complete one.
    """
    if kind is PeriodKind.WHOLE_MONTH:
        return _whole_month(first, today=today)
    if kind is PeriodKind.DAYS:
        begin, end = sorted((first or today.replace(day=1), last or today))
        return Period(kind, begin, min(end, begin + LONGEST))
    begins = {
        PeriodKind.WEEK: today - timedelta(days=today.weekday()),
        PeriodKind.MONTH: today.replace(day=1),
        PeriodKind.QUARTER: date(today.year, (today.month - 1) // 3 * 3 + 1, 1),
        PeriodKind.YEAR: date(today.year, 1, 1),
    }
    return Period(kind, begins[kind], today)


def whole_months(*, today: date, count: int = 12) -> tuple[date, ...]:
    """Return the first days of the last complete months, the newest first."""
    found = [_before(today.replace(day=1))]
    while len(found) < count:
        found.append(_before(found[-1]))
    return tuple(found)


def _whole_month(day: date | None, *, today: date) -> Period:
    newest = whole_months(today=today, count=1)[0]
    begin = min((day or newest).replace(day=1), newest)
    following = (begin + timedelta(days=31)).replace(day=1)
    return Period(PeriodKind.WHOLE_MONTH, begin, following - timedelta(days=1))


def _before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
