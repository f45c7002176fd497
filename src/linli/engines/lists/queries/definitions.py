"""A list as the pack says it, and what its columns make of a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from linli.engines.lists.schemas import ListFile
from linli.engines.lists.values import LineField
from linli.foundation.formspec import display
from linli.foundation.formspec.expressions import UNKNOWN, parse
from linli.foundation.formspec.values import Readers
from linli.foundation.formspec.values.days import day_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linli.engines.cases.values import OutsideFacts
    from linli.engines.lists.models import OutsideList

READABLE = frozenset({Readers.EVERYONE, Readers.HANDLERS, Readers.DECIDERS})


def definition(row: OutsideList) -> ListFile:
    """Return what the pack says of a list."""
    return ListFile.model_validate(row.definition)


def fields_of(shape: ListFile, facts: OutsideFacts) -> tuple[LineField, ...]:
    """Return the fields of the form outside in its order, read from the case now."""
    answers = _readable(facts)
    words = _words(facts, answers)
    names: dict[str, Any] = {**answers, "case": facts.names, "today": facts.on}
    return tuple(
        LineField(str(column.name), _value(column.value, column.show, names, words))
        for column in shape.columns
    )


def _value(text: str, show: str, names: Mapping[str, Any], words: Mapping[str, str]) -> str:
    if show == "words" and text in words:
        return words[text]
    value = parse(text).evaluate(names)
    if value is UNKNOWN or value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return value.isoformat() if show == "code" else day_words(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | tuple):
        return "、".join(str(one) for one in value)
    return str(value)


def _readable(facts: OutsideFacts) -> dict[str, dict[str, Any]]:
    """Return the answers without what only holders of a compartment read."""
    form = facts.item.form
    return {
        section: {
            name: value
            for name, value in given.items()
            if (field := form.fields_by_path.get(f"{section}.{name}")) is not None
            and field.readers in READABLE
        }
        for section, given in facts.answers.items()
    }


def _words(facts: OutsideFacts, answers: Mapping[str, Any]) -> dict[str, str]:
    form = facts.item.form
    whole = frozenset(
        path if not field.is_group else f"{path}.{part.id}"
        for path, field in form.fields_by_path.items()
        for part in (field.columns or (field,))
    ) | frozenset(form.fields_by_path)
    shown = display.lines(form, answers, context=facts.context, reveal=whole, may_read=READABLE)
    return {row.path: row.text for section in shown for row in section.rows}
