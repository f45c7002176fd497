"""The functions of the language. None raises: what cannot be said is UNKNOWN."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.expressions.lifting import as_date, kind, number
from linli.foundation.formspec.expressions.operators import add, conjunction, disjunction, less
from linli.foundation.formspec.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MANY = 20


@dataclass(frozen=True)
class Function:
    """A function, how many values it takes, and what it gives."""

    apply: Callable[..., Any]
    arity: tuple[int, int]
    takes: str = "any"
    gives: str = "number"


def age(born: Any, on: Any) -> Any:
    """Return completed years; without such a day the month's last one counts (民法典 202)."""
    born, on = as_date(born), as_date(on)
    if not isinstance(born, date) or not isinstance(on, date) or on < born:
        return UNKNOWN
    day = min(born.day, monthrange(on.year, born.month)[1])
    return Decimal(on.year - born.year - ((on.month, on.day) < (born.month, day)))


def days_between(first: Any, last: Any) -> Any:
    """Return how many days the second date is after the first."""
    first, last = as_date(first), as_date(last)
    if not isinstance(first, date) or not isinstance(last, date):
        return UNKNOWN
    return Decimal((last - first).days)


def total(values: Any) -> Any:
    """Return the sum of a list; one unknown makes it unknown."""
    if not isinstance(values, list):
        return UNKNOWN
    result: Any = Decimal(0)
    for value in values:
        result = add(result, value)
    return result


def count(values: Any) -> Any:
    """Return how many rows, items or characters there are."""
    return Decimal(len(values)) if isinstance(values, list | str) else UNKNOWN


def extreme(values: Sequence[Any], *, is_least: bool) -> Any:
    """Return the least or greatest of the values; none, or one unknown, is unknown."""
    listed = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    best = listed[0] if listed else UNKNOWN
    if best is UNKNOWN or kind(best) not in {"number", "date", "text"}:
        return UNKNOWN
    for value in listed[1:]:
        is_less = less(value, best)
        if not isinstance(is_less, bool):
            return UNKNOWN
        if is_less is is_least and value != best:
            best = value
    return best


def least(*values: Any) -> Any:
    """Return the smallest value."""
    return extreme(values, is_least=True)


def greatest(*values: Any) -> Any:
    """Return the greatest value."""
    return extreme(values, is_least=False)


def coalesce(*values: Any) -> Any:
    """Return the first value that is known."""
    return next((value for value in values if value is not UNKNOWN), UNKNOWN)


def known(value: Any) -> bool:
    """Return whether a value is known: the one question that never answers with unknown."""
    return value is not UNKNOWN


def every(values: Any) -> Any:
    """Return whether all of a list are true, in three-valued logic."""
    return conjunction(values) if isinstance(values, list) else UNKNOWN


def some(values: Any) -> Any:
    """Return whether one of a list is true, in three-valued logic."""
    return disjunction(values) if isinstance(values, list) else UNKNOWN


def whole(value: Any) -> Any:
    """Return a number without its decimals, towards zero."""
    return number(value.to_integral_value("ROUND_DOWN")) if kind(value) == "number" else UNKNOWN


FUNCTIONS = {
    "age": Function(age, (1, 2), takes="date"),
    "days_between": Function(days_between, (2, 2), takes="date"),
    "min": Function(least, (1, MANY), gives="same"),
    "max": Function(greatest, (1, MANY), gives="same"),
    "sum": Function(total, (1, 1), takes="list"),
    "count": Function(count, (1, 1), takes="list"),
    "len": Function(count, (1, 1)),
    "coalesce": Function(coalesce, (1, MANY), gives="same"),
    "known": Function(known, (1, 1), gives="boolean"),
    "all": Function(every, (1, 1), takes="list", gives="boolean"),
    "any": Function(some, (1, 1), takes="list", gives="boolean"),
    "whole": Function(whole, (1, 1), takes="number"),
    "date": Function(as_date, (1, 1), gives="date"),
    "today": Function(lambda: UNKNOWN, (0, 0), gives="date"),
}
