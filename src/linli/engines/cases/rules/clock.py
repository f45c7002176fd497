"""The clock of a limit: always computed from the events, explained line by line.

Sources: 行政许可法 42, 45, 82 (working days; special procedures do not count), 民法典 201,
203 (the first day is not counted; a last day on a day off moves to the next working day).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from linli.engines.cases.values import Clock, ClockEvent, ClockKind, ClockLine, Light
from linli.engines.catalogue.values import DayUnit, Limit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from linli.foundation.calendar.rules import Calendar

DAY = timedelta(days=1)
FAR = 366 * 6


def since(limit: Limit | None, day: date, *, calendar: Calendar) -> Clock:
    """Return what a limit makes of a start alone, where nothing pauses or extends it."""
    return read(limit, [ClockEvent("start", day)], calendar=calendar)


def read(limit: Limit | None, events: Sequence[ClockEvent], *, calendar: Calendar) -> Clock:
    """Return what the events make of a limit.

    Counted are the days after the start, working or calendar as the limit says, except those from
    the day on which a pause began to the day on which it ended, both included: neither was whole. A
    pause that ends on its own day changes nothing. Before a `start` nothing runs.
    """
    started = next((event for event in reversed(events) if event.kind == "start"), None)
    if limit is None or started is None:
        return Clock(None, allowed=limit.days if limit else None)
    later = events[list(events).index(started) + 1 :]
    pauses, open_pause = _pauses(later)
    allowed = limit.days + sum(event.days for event in later if event.kind == "extend")
    counts = _counter(limit.unit, calendar)
    lines = [ClockLine(ClockKind.STARTED, started.on, started.on, why=started.why)]
    lines += [
        ClockLine(ClockKind.EXTENDED, event.on, event.on, event.days, event.why)
        for event in later
        if event.kind == "extend"
    ]
    spans, last, counted = _walk(started.on, allowed, pauses, open_pause, counts)
    lines += spans
    if last is None:
        return Clock(None, is_paused=True, counted=counted, allowed=allowed, lines=_in_order(lines))
    due = calendar.roll_to_working_day(last)
    if due != last:
        lines.append(ClockLine(ClockKind.MOVED, last, due))
    lines.append(ClockLine(ClockKind.DUE, due, due))
    half = _walk(started.on, (allowed + 1) // 2, pauses, open_pause, counts)[1]
    return Clock(
        due,
        is_provisional=not calendar.is_known(due),
        is_paused=open_pause is not None,
        counted=counted,
        allowed=allowed,
        lines=_in_order(lines),
        half_on=half,
    )


def light(
    *, due_on: date | None, half_on: date | None, is_paused: bool, today: date
) -> tuple[Light, int | None]:
    """Return the light of a task and the days left (negative: overdue by)."""
    if is_paused:
        return Light.PAUSED, None
    if due_on is None:
        return Light.NONE, None
    left = (due_on - today).days
    if left < 0:
        return Light.OVERDUE, left
    if left == 0:
        return Light.TODAY, 0
    return (Light.SOON if half_on and today >= half_on else Light.CALM), left


def _pauses(events: Iterable[ClockEvent]) -> tuple[list[tuple[date, date, str]], ClockEvent | None]:
    """Return the closed pauses as (from, to, why) and the one still open."""
    closed: list[tuple[date, date, str]] = []
    opened: ClockEvent | None = None
    for event in events:
        if event.kind == "pause" and opened is None:
            opened = event
        elif event.kind == "resume" and opened is not None:
            if opened.on < event.on:
                closed.append((opened.on, event.on, opened.why))
            opened = None
    return closed, opened


def _counter(unit: DayUnit, calendar: Calendar) -> Callable[[date], bool]:
    """Return the question whether a day counts in this unit."""
    return calendar.is_working if unit is DayUnit.WORKING else lambda _day: True


def _walk(
    start: date,
    allowed: int,
    pauses: Sequence[tuple[date, date, str]],
    open_pause: ClockEvent | None,
    counts: Callable[[date], bool],
) -> tuple[list[ClockLine], date | None, int]:
    """Go day by day; return lines, the last day (None while paused) and how many counted."""
    lines: list[ClockLine] = []
    counted, day, first, in_span = 0, start, start + DAY, 0
    for _step in range(FAR):
        # On the spot is due on the day itself, so a pause of that very day counts as well.
        ahead = start if allowed == 0 else day + DAY
        if open_pause is not None and ahead >= open_pause.on and (counted < allowed or not allowed):
            _close(lines, first, day, in_span)
            paused = ClockLine(ClockKind.PAUSED, open_pause.on, open_pause.on, why=open_pause.why)
            return [*lines, paused], None, counted
        pause = next((one for one in pauses if one[0] <= ahead <= one[1] and day < one[1]), None)
        if pause is not None and (counted < allowed or not allowed):
            _close(lines, first, day, in_span)
            lines.append(ClockLine(ClockKind.PAUSED, pause[0], pause[1], why=pause[2]))
            day, first, in_span = pause[1], pause[1] + DAY, 0
            continue
        if counted >= allowed:
            break
        day += DAY
        if counts(day):
            counted += 1
            in_span += 1
    _close(lines, first, day, in_span)
    return lines, day, counted


def _close(lines: list[ClockLine], first: date, last: date, days: int) -> None:
    """Add the span counted so far, if any day was."""
    if days:
        lines.append(ClockLine(ClockKind.COUNTED, first, last, days))


ORDER = {kind: place for place, kind in enumerate(ClockKind)}


def _in_order(lines: Iterable[ClockLine]) -> tuple[ClockLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.first, ORDER[line.kind])))
