"""The operators in three values (Kleene): unknown stays unknown unless the rest decides."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from linli.foundation.formspec.expressions.lifting import as_date, kind, lift, number
from linli.foundation.formspec.values import UNKNOWN

# A context of our own: nothing traps, and no thread's setting changes an amount.
EXACT = decimal.Context(prec=40, Emin=-200, Emax=200, traps=[])


def conjunction(values: Iterable[Any]) -> Any:
    """Return false if one is false, else unknown if one is, else true."""
    result: Any = True
    for value in values:
        if value is False:
            return False
        if value is not True:
            result = UNKNOWN
    return result


def disjunction(values: Iterable[Any]) -> Any:
    """Return true if one is true, else unknown if one is, else false."""
    result: Any = False
    for value in values:
        if value is True:
            return True
        if value is not False:
            result = UNKNOWN
    return result


def negation(value: Any) -> Any:
    """Return the opposite; of unknown, unknown."""
    return not value if isinstance(value, bool) else UNKNOWN


def pair(left: Any, right: Any) -> tuple[Any, Any] | None:
    """Return two values that can be compared, a date's ISO text read as a date; else nothing."""
    if "date" in {kind(left), kind(right)}:
        left, right = as_date(left), as_date(right)
    if kind(left) != kind(right) or kind(left) == "other":
        return None
    return left, right


def equal(left: Any, right: Any) -> Any:
    """Return whether two values are the same; values of two kinds are not comparable: unknown."""
    both = pair(left, right)
    if both is None:
        return UNKNOWN
    if kind(both[0]) == "list":
        if len(both[0]) != len(both[1]):
            return False
        return conjunction(equal(one, other) for one, other in zip(*both, strict=True))
    return bool(both[0] == both[1])


def less(left: Any, right: Any) -> Any:
    """Return whether the first is smaller; only numbers, dates and texts have an order."""
    both = pair(left, right)
    if both is None or kind(both[0]) in {"bool", "list"}:
        return UNKNOWN
    return bool(both[0] < both[1])


def contains(item: Any, listed: Any) -> Any:
    """Return whether a list has the item. An empty list has nothing, not even the unknown."""
    if not isinstance(listed, list):
        return UNKNOWN
    return disjunction(equal(item, other) for other in listed)


def _numbers(calculate: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Any, Any], Any]:
    def apply(left: Any, right: Any) -> Any:
        if kind(left) != "number" or kind(right) != "number":
            return UNKNOWN
        return number(calculate(left, right))

    return apply


add = _numbers(EXACT.add)
subtract = _numbers(EXACT.subtract)
multiply = _numbers(EXACT.multiply)
# Dividing by zero gives NaN or infinity, which `number` calls unknown: an amount per head of
# nobody is not nothing and not an error of the resident. A zero that is written is refused when
# the definition is published (`check_types`).
divide = _numbers(EXACT.divide)


def choose(condition: Any, then: Any, other: Any) -> Any:
    """Return one of two values; if nobody knows which, unknown."""
    if not isinstance(condition, bool):
        return UNKNOWN
    return then if condition else other


def entry(table: Any, key: Any) -> Any:
    """Return the entry of a table under a key; a number also finds the key written as text."""
    if not isinstance(table, Mapping) or kind(key) not in {"number", "text", "bool"}:
        return UNKNOWN
    spelled = spell(key)
    for name, value in table.items():
        if spell(lift(name)) == spelled:
            return lift(value)
    return UNKNOWN


def spell(key: Any) -> str:
    """Return a key as it would be written in a pack."""
    if isinstance(key, bool):
        return "yes" if key else "no"
    return f"{key.normalize():f}" if isinstance(key, Decimal) else str(key)


OPERATORS: dict[str, Callable[..., Any]] = {
    "and": lambda *values: conjunction(values),
    "or": lambda *values: disjunction(values),
    "not": negation,
    "==": equal,
    "!=": lambda left, right: negation(equal(left, right)),
    "<": less,
    "<=": lambda left, right: negation(less(right, left)),
    ">": lambda left, right: less(right, left),
    ">=": lambda left, right: negation(less(left, right)),
    "in": contains,
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "neg": lambda value: subtract(Decimal(0), value),
    "if": choose,
}
