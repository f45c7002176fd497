"""What is due month by month, what a list pays, and when things follow: pure, in whole fen.

Months are days: the first of the month. The events of an entitlement are read in the order they
were written; the last one that reaches a month decides it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from linli.engines.entitlements.values import (
    BOUNDING,
    HALTING,
    PRICING,
    STARTING,
    Due,
    EventKind,
    Fact,
    Split,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linli.engines.catalogue.values import FirstMonth, ValueDay

YEAR = 12


def month_of(day: date) -> date:
    """Return the month of a day."""
    return day.replace(day=1)


def later(month: date, months: int = 1) -> date:
    """Return the month so many months later (earlier, if negative)."""
    count = month.year * YEAR + month.month - 1 + months
    return date(count // YEAR, count % YEAR + 1, 1)


def months_between(first: date, last: date) -> Iterable[date]:
    """Yield the months from the first to the last, both included."""
    month = first
    while month <= last:
        yield month
        month = later(month)


def first_month(rule: FirstMonth, *, applied_on: date, decided_on: date) -> date:
    """Return the first month for which a decision grants something."""
    return rule.month(applied_on=applied_on, decided_on=decided_on)


def value_day(rule: ValueDay, *, applied_on: date, decided_on: date, month: date) -> date:
    """Return the day whose parameters an amount takes.

    A parameter that changes between application and decision counts as the item says. By the
    month: a standard raised on some day holds for the whole month of that day.
    """
    return rule.day(applied_on=applied_on, decided_on=decided_on, month=month)


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return later(month) - timedelta(days=1)


def last_month(first: date, months: int | None) -> date | None:
    """Return the last month of something granted for so many months; None: until it is stopped."""
    return later(first, months - 1) if months else None


def stop_month(ended_on: date) -> date:
    """Return the first month that is not paid any more: the one after the day it ends.

    The month in which somebody dies or ceases to qualify is paid whole, the next one is not
    (国发〔2015〕52号).
    """
    return later(month_of(ended_on))


def falls_due(every: str, *, first: date, month: date) -> bool:
    """Return whether something is due in a month at all: each, once, or once a year."""
    if month < first:
        return False
    if every == "once":
        return month == first
    return every != "year" or month.month == first.month


def due(facts: Sequence[Fact], *, every: str, month: date) -> Due:
    """Return what is due for a month and the event that says so."""
    reaching = [fact for fact in facts if fact.month <= month]
    running = [fact for fact in reaching if fact.kind in STARTING | HALTING]
    bounds = [fact.until for fact in facts if fact.kind in BOUNDING]
    first = next((fact.month for fact in facts if fact.kind is EventKind.GRANTED), None)
    if first is None or not running or not falls_due(every, first=first, month=month):
        return Due(month, 0, EventKind.GRANTED)
    if running[-1].kind in HALTING:
        return Due(month, 0, running[-1].kind)
    if bounds and bounds[-1] is not None and month > bounds[-1]:
        return Due(month, 0, EventKind.ENDED)
    priced = [fact for fact in reaching if fact.kind in PRICING]
    return Due(month, priced[-1].amount_fen or 0, priced[-1].kind)


def dues(facts: Sequence[Fact], *, every: str, through: date) -> tuple[Due, ...]:
    """Return what is due for each month from the first granted one to the last asked for."""
    starts = [fact.month for fact in facts if fact.kind is EventKind.GRANTED]
    if not starts:
        return ()
    return tuple(
        due(facts, every=every, month=month) for month in months_between(min(starts), through)
    )


def total(facts: Sequence[Fact], *, every: str, through: date) -> int:
    """Return the sum of what is due up to and with a month, in fen."""
    return sum(one.amount_fen for one in dues(facts, every=every, through=through))


def split(*, due_before: int, due_now: int, settled: int, share: int) -> Split:
    """Return what a list pays: the month, arrears, and what is set off; all in fen.

    `settled` is what earlier lists paid, less what was paid back or waived. `share` is how much of
    the month may be kept back at most, in percent, so that nobody is left without anything.
    """
    open_fen = due_before - settled
    arrears, overpaid = max(open_fen, 0), max(-open_fen, 0)
    setoff = min(overpaid, due_now * share // 100)
    return Split(due_now, arrears, setoff, setoff - overpaid)


def open_sum(*, due_fen: int, listed: int, repaid: int) -> int:
    """Return the balance in fen: positive is owed to the person, negative was paid too much."""
    return due_fen - listed + repaid


def recheck_on(from_on: date, months: int | None) -> date | None:
    """Return the day on which it has to be checked anew; None: no regular check."""
    if not months:
        return None
    month = later(month_of(from_on), months)
    return month.replace(day=min(from_on.day, last_day(month).day))


def instalments(amount_fen: int, count: int) -> tuple[int, ...]:
    """Return a sum in so many instalments of whole fen, the larger ones first."""
    each, rest = divmod(amount_fen, count)
    return tuple(each + (1 if number < rest else 0) for number in range(count))
