"""Parameters of a pack as rows: amounts in fen, numbers as JSON knows them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from linli.engines.catalogue.values import ParameterView
from linli.foundation.formspec.values import Localised

if TYPE_CHECKING:
    from linli.engines.catalogue.schemas.lists import Value
    from linli.foundation.packs.values import Pack


def parameter_rows(pack: Pack) -> list[dict[str, Any]]:
    """Return the columns of every dated value."""
    return [
        {
            "name": name,
            "label_zh": parameter.name.zh,
            "label_en": parameter.name.en,
            "unit": parameter.unit,
            "division_code": value.division or "",
            "valid_from": value.first_day,
            "valid_to": value.last_day,
            "value": _held(value, parameter.unit),
            "source": value.source,
        }
        for document in pack.of("parameters")
        for name, parameter in document.value.parameters.items()
        for value in parameter.values
    ]


def parameter_views(pack: Pack) -> tuple[ParameterView, ...]:
    """Return the dated values as they will be once loaded."""
    return tuple(
        ParameterView(
            name=row["name"],
            label=Localised(row["label_zh"], row["label_en"]),
            unit=row["unit"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            division_code=row["division_code"],
            value=row["value"],
            source=row["source"],
        )
        for row in parameter_rows(pack)
    )


def _held(value: Value, unit: str) -> Any:
    if value.by:
        return {key: _number(amount, unit) for key, amount in value.by.items()}
    return _number(value.value or Decimal(0), unit)


def _number(amount: Decimal, unit: str) -> int | str:
    """Return fen for yuan; whole numbers as such, others exactly, as text."""
    amount = amount * 100 if unit == "yuan" else amount
    return int(amount) if amount == amount.to_integral_value() else str(amount)
