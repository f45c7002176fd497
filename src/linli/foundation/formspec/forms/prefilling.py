"""Answers from a proven person's own record, after she agreed; she may change each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.expressions import UNKNOWN
from linli.foundation.formspec.expressions.lifting import find
from linli.foundation.formspec.rules.sheet import ABSENT, Sheet
from linli.foundation.formspec.values import Context, FieldType, Registers

if TYPE_CHECKING:
    from linli.foundation.formspec.schemas import Field, Form

ANY_DAY = date(2999, 12, 31)  # limits on dates are looked at when she hands the form in


def prefill(form: Form, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers for the fields with `from:`; facts are dotted or nested. Never a consent.

    A fact that does not fit its field is left out, but an address without street and door is taken
    for her to complete.
    """
    sheet = Sheet(form, {}, Context(today=ANY_DAY, registers=Registers()))
    answers: dict[str, Any] = {}
    for section in form.sections:
        for field in section.fields:
            if field.prefilled_from and field.type is not FieldType.CONSENT:
                value = _answer(sheet, field, _fact(field, field.prefilled_from, facts))
                if value is not ABSENT:
                    answers.setdefault(section.id, {})[field.id] = value
    return answers


def _fact(field: Field, source: str, facts: Mapping[str, Any]) -> Any:
    if field.is_group:
        parts = {part.id: _fact(part, f"{source}.{part.id}", facts) for part in field.columns}
        return {part: value for part, value in parts.items() if value is not UNKNOWN}
    return _plain(find(facts, source))


def _plain(value: Any) -> Any:
    """Return a fact as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


def _answer(sheet: Sheet, field: Field, value: Any) -> Any:
    if value is UNKNOWN or value in ({}, [], "", None):
        return ABSENT
    if field.is_group:
        parts = {part.id: _answer(sheet, part, value.get(part.id)) for part in field.columns}
        kept = {part: one for part, one in parts.items() if one is not ABSENT}
        return kept or ABSENT
    if field.type is FieldType.DIVISION:
        return _address(field, value)
    return sheet.read(field, value, "-", sheet.names).value


def _address(field: Field, value: Any) -> Any:
    record = {"code": value} if isinstance(value, str) else value
    if not isinstance(record, Mapping) or not isinstance(record.get("code"), str):
        return ABSENT
    wanted = ("code", "detail") if field.detail else ("code",)
    kept = {key: record[key] for key in wanted if isinstance(record.get(key), str) and record[key]}
    return kept if kept.get("code") else ABSENT
