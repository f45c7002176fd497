"""Which value of a parameter is in force."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from linli.registers.places.values import contains

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from linli.engines.catalogue.values import ParameterView


def in_force(
    values: Iterable[ParameterView], *, on: date, division_code: str = ""
) -> dict[str, Any]:
    """Return name → value on a day: the division's own, else that above it, else the city's."""
    found: dict[str, ParameterView] = {}
    for value in values:
        if value.valid_from > on or (value.valid_to is not None and value.valid_to < on):
            continue
        if value.division_code and not contains(value.division_code, division_code):
            continue
        best = found.get(value.name)
        if best is None or _nearness(value) >= _nearness(best):
            found[value.name] = value
    return {name: exact(value.value) for name, value in found.items()}


def exact(value: Any) -> Any:
    """Return a kept value with its numbers exact: what is no whole number is kept as text."""
    if isinstance(value, dict):
        return {key: exact(inner) for key, inner in value.items()}
    return Decimal(value) if isinstance(value, str) else value


def _nearness(value: ParameterView) -> int:
    return len(value.division_code.rstrip("0"))
