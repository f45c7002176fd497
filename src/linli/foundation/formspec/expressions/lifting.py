"""What values count as inside the language: bool, Decimal, text, date, list, record, or UNKNOWN."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from linli.foundation.formspec.values import UNKNOWN, Unknown


def lift(value: Any) -> Any:
    """Return a value of the language; what is not one counts as unknown. No float survives."""
    if isinstance(value, bool | Unknown | str):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date | Mapping):
        return value
    if isinstance(value, int | float | Decimal):
        return number(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [lift(item) for item in value]
    return UNKNOWN


def number(value: float | Decimal) -> Any:
    """Return a finite number as `Decimal`, anything else as unknown."""
    try:
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except (ValueError, ArithmeticError):
        return UNKNOWN
    return exact if exact.is_finite() and abs(exact.adjusted()) < 100 else UNKNOWN


def as_date(value: Any) -> Any:
    """Return a date, also from its ISO text; anything else is unknown."""
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return UNKNOWN
    return UNKNOWN


def kind(value: Any) -> str:
    """Return which kind of value this is, so that True is never 1."""
    for name, python in (("bool", bool), ("number", Decimal), ("text", str), ("date", date)):
        if isinstance(value, python):
            return name
    return "list" if isinstance(value, list) else "other"


def find(names: Any, path: str) -> Any:
    """Return what a path names, in nested records or under a dotted key; lists are projected."""
    if not isinstance(names, Mapping):
        return UNKNOWN
    parts = path.split(".")
    for size in range(len(parts), 0, -1):
        head, rest = ".".join(parts[:size]), ".".join(parts[size:])
        if head in names:
            return _inside(names[head], rest)
    return UNKNOWN


def _inside(value: Any, rest: str) -> Any:
    if not rest:
        return lift(value)
    if isinstance(value, list | tuple):
        return [find(item, rest) for item in value]
    return find(value, rest)
