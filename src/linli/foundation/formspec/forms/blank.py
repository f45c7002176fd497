"""The same form on paper: what is asked, with boxes to tick and lines to write on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from linli.foundation.formspec.expressions import Expression, parse
from linli.foundation.formspec.values import FieldType

if TYPE_CHECKING:
    from linli.foundation.formspec.schemas import Field, Form

LINES = {FieldType.LONG_TEXT: 5, FieldType.DIVISION: 2}
ROWS = 4


@dataclass(frozen=True)
class BlankField:
    """A question on paper. `kind` is the field's type; `is_conditional`: only where it applies."""

    kind: str
    label: str
    hint: str = ""
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    parts: tuple[BlankField, ...] = ()
    lines: int = 1
    copies: int = 1
    rows: int = 0
    is_required: bool = True
    is_conditional: bool = False
    suffix: str = ""

    @property
    def row_range(self) -> range:
        """The empty rows to print."""
        return range(self.rows)

    @property
    def line_range(self) -> range:
        """The empty lines to print."""
        return range(self.lines)


@dataclass(frozen=True)
class BlankSection:
    """A section on paper."""

    id: str
    title: str
    intro: str
    fields: tuple[BlankField, ...]


def blank(form: Form, language: str) -> tuple[BlankSection, ...]:
    """Return the printable form in a language (`zh-hans`, `en`); what is computed is not asked."""
    with translation.override(language):
        return tuple(
            BlankSection(
                section.id,
                str(section.title),
                str(section.intro),
                tuple(
                    _field(field, is_inside_condition=not _always(section.show))
                    for field in section.fields
                    if field.set is None
                ),
            )
            for section in form.sections
        )


def _always(expression: Expression) -> bool:
    return expression == parse("true")


def _field(field: Field, *, is_inside_condition: bool) -> BlankField:
    is_table = field.type is FieldType.TABLE
    return BlankField(
        kind=field.type.value,
        label=str(field.ask),
        hint=str(field.hint),
        options=_options(field),
        columns=tuple(str(column.ask) for column in field.columns) if is_table else (),
        parts=()
        if is_table
        else tuple(_field(part, is_inside_condition=False) for part in field.columns),
        lines=LINES.get(field.type, 1),
        copies=max(1, int(field.min or 1)) if field.type is FieldType.FILE else 1,
        rows=max(ROWS, int(field.min or 0)) if is_table else 0,
        is_required=_always(field.require),
        is_conditional=is_inside_condition or not _always(field.show),
        suffix=_("yuan") if field.type is FieldType.MONEY else str(field.unit),
    )


def _options(field: Field) -> tuple[str, ...]:
    if field.type is FieldType.YES_NO:
        return (_("Yes"), _("No"))
    if field.type is FieldType.IDENTITY:
        return tuple(str(kind.label) for kind in field.types)
    return tuple(str(one.label) for one in field.options)
