"""Answers in words, for the page that asks to look again, for the case, and for paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from dataclasses import field as default
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.foundation.formspec.rules.leaves import codes_to
from linli.foundation.formspec.rules.sheet import ABSENT, Sheet, remembered
from linli.foundation.formspec.values import (
    Context,
    DisplayRow,
    DisplaySection,
    DocumentType,
    FieldType,
    Registers,
)
from linli.foundation.formspec.values.days import day_words, is_chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from linli.foundation.files.values import FileView
    from linli.foundation.formspec.schemas import Field, Form

# A disability card carries the number of its holder with two more digits.
RESIDENT_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx][0-9A-Za-z]{0,4}(?![0-9A-Za-z])")


def lines(
    form: Form,
    answers: Mapping[str, Any],
    *,
    context: Context,
    reveal: Collection[str] = (),
    may_read: Collection[str] | None = None,
    files: Mapping[str, FileView] | None = None,
    with_missing: bool = False,
) -> tuple[DisplaySection, ...]:
    """Return the visible answers in words, section by section.

    Document numbers are masked (2 + 2) unless their path is in `reveal`. With `may_read` fields for
    other readers are left out altogether. `files` are those the reader may have, by id: they stand
    with their names, others not at all. With `with_missing` unanswered questions stand too,
    with an empty text; a consent does not, for it is asked where the application is handed in.
    """
    registers = remembered(context.registers)
    # What was taken is said, though a place be closed since; a draft is held to what is in force.
    held_to = registers if with_missing else Registers()
    sheet = Sheet(form, answers, replace(context, registers=held_to))
    words = Words(replace(context, registers=registers), frozenset(reveal), may_read, files or {})
    found = []
    for section in form.sections:
        rows = []
        for field in section.fields:
            path = f"{section.id}.{field.id}"
            if not sheet.is_shown(path) or not words.may_show(field):
                continue
            value = sheet.result(path).value
            if value is not ABSENT:
                rows.extend(words.rows(field, path, value))
            elif with_missing and not (field.is_computed or field.type is FieldType.CONSENT):
                rows.append(words.row(field, path, ""))
        if rows:
            found.append(DisplaySection(section.id, str(section.title), tuple(rows)))
    return tuple(found)


@dataclass(frozen=True)
class Words:
    """Turns kept answers into words of the language in force."""

    context: Context
    reveal: frozenset[str]
    may_read: Collection[str] | None = None
    stored: Mapping[str, FileView] = default(default_factory=dict)

    def may_show(self, field: Field) -> bool:
        """Return whether the field is for these readers."""
        return self.may_read is None or field.readers in self.may_read

    def rows(self, field: Field, path: str, value: Any) -> list[DisplayRow]:
        """Return the rows of a field: a person gives one for each part."""
        if not field.is_group:
            return [self.row(field, path, value)]
        return [
            self.row(part, f"{path}.{part.id}", value[part.id], str(field.ask))
            for part in field.columns
            if part.id in value and self.may_show(part)
        ]

    def row(self, field: Field, path: str, value: Any, of: str = "") -> DisplayRow:
        """Return the row of a field."""
        label = (
            str(field.ask)
            if not of
            else _("%(whole)s: %(part)s") % {"whole": of, "part": field.ask}
        )
        cells: tuple[tuple[DisplayRow, ...], ...] = ()
        if field.type is FieldType.TABLE and value:
            cells = tuple(self.cells(field, f"{path}.{at}", row) for at, row in enumerate(value))
        return DisplayRow(
            label=label,
            text="" if value == "" else self.text(field, path, value),
            path=path,
            is_sensitive=field.is_sensitive or any(part.is_sensitive for part in field.columns),
            files=self.named(value) if field.type is FieldType.FILE else (),
            rows=cells,
        )

    def cells(self, field: Field, path: str, row: Mapping[str, Any]) -> tuple[DisplayRow, ...]:
        """Return the cells of one row of a table."""
        return tuple(
            self.row(column, f"{path}.{column.id}", row.get(column.id, ""))
            for column in field.columns
            if self.may_show(column)
        )

    def text(self, field: Field, path: str, value: Any) -> str:
        """Return a kept value in words."""
        said = SAID.get(field.type)
        if said:
            return said(self, field, path, value)
        return str(value) if path in self.reveal else shielded(field, str(value))

    def money(self, _field: Field, _path: str, value: Any) -> str:
        """Return 1,860元 or ¥1,860."""
        sign, (whole, cents) = "-" if value < 0 else "", divmod(abs(int(value)), 100)
        amount = f"{whole:,}.{cents:02d}" if cents else f"{whole:,}"
        return f"{sign}{amount}元" if is_chinese() else f"{sign}¥{amount}"

    def number(self, field: Field, _path: str, value: Any) -> str:
        """Return a number with its unit."""
        gap = "" if is_chinese() else " "
        unit = str(field.unit)
        return f"{Decimal(value):,f}" + (gap + unit if unit else "")

    def day(self, _field: Field, _path: str, value: Any) -> str:
        """Return 2026年11月20日 or 20 November 2026."""
        return day_words(date.fromisoformat(value))

    def period(self, _field: Field, path: str, value: Any) -> str:
        """Return both days of a period."""
        start = self.day(_field, path, value["start"])
        end = self.day(_field, path, value["end"]) if "end" in value else _("still going on")
        return _("%(start)s to %(end)s") % {"start": start, "end": end}

    def choice(self, field: Field, _path: str, value: Any) -> str:
        """Return the label of a choice; one that is no longer listed as it is kept."""
        return next((str(one.label) for one in field.options if one.value == value), str(value))

    def choices(self, field: Field, path: str, value: Any) -> str:
        """Return the labels of several choices."""
        return ("、" if is_chinese() else ", ").join(self.choice(field, path, one) for one in value)

    def yes_no(self, _field: Field, _path: str, value: Any) -> str:
        """Return yes or no."""
        return _("Yes") if value else _("No")

    def consent(self, _field: Field, _path: str, _value: Any) -> str:
        """Return that consent was given."""
        return _("Agreed")

    def identity(self, _field: Field, path: str, value: Any) -> str:
        """Return document and number, masked unless its path, or the number's, is revealed."""
        is_shown = bool(self.reveal & {path, f"{path}.number"})
        number = value["number"] if is_shown else masked(value["number"])
        return f"{DocumentType(value['type']).label} {number}"

    def division(self, field: Field, _path: str, value: Any) -> str:
        """Return the names of the places from the district down, then street and door."""
        codes = codes_to(value["code"], field.level)
        place_names = self.context.registers.place_names
        known = (
            place_names(frozenset(codes), in_force_only=False)
            if place_names
            else {codes[-1]: codes[-1]}
        )
        names = [str(known[code]) for code in codes if code in known]
        gap = "" if is_chinese() else ", "
        return gap.join(name for name in (*names, value.get("detail", "")) if name)

    def table(self, _field: Field, _path: str, value: Any) -> str:
        """Return how many rows there are."""
        return ngettext("%(count)s row", "%(count)s rows", len(value)) % {"count": len(value)}

    def files(self, _field: Field, _path: str, value: Any) -> str:
        """Return the names of files, one a line."""
        return "\n".join(one.name for one in self.named(value))

    def named(self, ids: Collection[str]) -> tuple[FileView, ...]:
        """Return the files that the reader may have."""
        return tuple(self.stored[one] for one in ids if one in self.stored)


def shielded(field: Field, text: str) -> str:
    """Return a typed text with account numbers, and numbers that hold a document's, masked."""
    if field.format == "bank_account":
        return "*" * max(len(text) - 4, 4) + text[-4:]
    return RESIDENT_NUMBER.sub(lambda found: masked(found[0]), text)


def masked(number: str) -> str:
    """Return a number with its first and last two signs: 6 + 4 would hide just the birthday."""
    return number[:2] + "*" * max(len(number) - 4, 4) + number[-2:]


SAID: dict[FieldType, Callable[[Words, Any, str, Any], str]] = {
    FieldType.MONEY: Words.money,
    FieldType.NUMBER: Words.number,
    FieldType.DATE: Words.day,
    FieldType.PERIOD: Words.period,
    FieldType.CHOICE: Words.choice,
    FieldType.CHOICES: Words.choices,
    FieldType.YES_NO: Words.yes_no,
    FieldType.CONSENT: Words.consent,
    FieldType.IDENTITY: Words.identity,
    FieldType.DIVISION: Words.division,
    FieldType.TABLE: Words.table,
    FieldType.FILE: Words.files,
}
