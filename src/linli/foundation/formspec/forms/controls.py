"""One control a type: kind, parts, options and the value as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.foundation.formspec.rules.leaves import MOST_FILES, levels_to
from linli.foundation.formspec.rules.naming import RowNames, typed_parts
from linli.foundation.formspec.rules.sheet import ABSENT, Sheet
from linli.foundation.formspec.values import (
    DIVISION_DIGITS,
    FieldType,
)
from linli.foundation.formspec.values.days import is_chinese
from linli.foundation.ui.values import FieldView, KeptFile, OptionView

if TYPE_CHECKING:
    from linli.foundation.files.values import FileView
    from linli.foundation.formspec.schemas import Field

# What a browser offers to choose: a phone offers its camera for image/*.
ACCEPT = {"pdf": "application/pdf", "image": "image/*"}


@dataclass(frozen=True)
class Drawing:
    """What a control needs besides its field: the sheet, what is wrong, and the names in force."""

    sheet: Sheet
    errors: Mapping[str, str]
    names: Mapping[str, Any]
    files: Mapping[str, FileView] = field(default_factory=dict)

    def view(self, field: Field, path: str, kind: str, value: Any = "", **more: Any) -> FieldView:
        """Return a view with everything that all kinds share."""
        return FieldView(
            kind=kind,
            name=path,
            label=str(field.ask),
            value=value,
            hint=hinted(field),
            help=str(field.help),
            example=str(field.example),
            error=self.errors.get(path, ""),
            is_required=field.require.evaluate(self.names) is True,
            is_readonly=field.is_computed,
            **{"autocomplete": field.autocomplete, **more},
        )

    def part(self, path: str, kind: str, label: str, value: Any = "", **more: Any) -> FieldView:
        """Return a view of a part that has no definition of its own."""
        return FieldView(
            kind=kind,
            name=path,
            label=label,
            value=value,
            error=self.errors.get(path, ""),
            **more,
        )


def hinted(field: Field) -> str:
    """Return the hint of a field; files are told what is taken, how large and how many."""
    if field.type is not FieldType.FILE:
        return str(field.hint)
    said = {
        frozenset({"pdf", "image"}): _("A clear photograph or a PDF, %(size)s MB each at most."),
        frozenset({"image"}): _("A clear photograph, %(size)s MB each at most."),
        frozenset({"pdf"}): _("A PDF, %(size)s MB each at most."),
    }[frozenset(field.accept)] % {"size": field.max_mb}
    most = int(field.max if field.max is not None else MOST_FILES)
    many = ngettext("One file.", "%(count)s files at most.", most) % {"count": most}
    gap = "" if is_chinese() else " "
    return gap.join(filter(None, (str(field.hint), said, many)))


def typed(value: Any) -> str:
    """Return a value as somebody could have typed it; half a character cannot be drawn."""
    if value is None or isinstance(value, bool | Mapping | list):
        return ""
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw a text, a number or a phone number."""
    more: dict[str, Any] = {}
    if field.type is FieldType.NUMBER:
        more = {"suffix": str(field.unit), "inputmode": "decimal" if field.decimals else "numeric"}
    elif field.type is FieldType.PHONE:
        more = {"inputmode": "tel", "autocomplete": field.autocomplete or "tel"}
    elif field.format in {"digits", "bank_account", "postcode"}:
        more = {"inputmode": "numeric"}
    kind = "email" if field.format == "email" else field.type.value
    return drawing.view(field, path, kind, typed(value), **more)


def money(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw an amount in yuan."""
    is_fen = isinstance(value, int) and not isinstance(value, bool)
    return drawing.view(
        field, path, "money", yuan(value) if is_fen else typed(value), inputmode="decimal"
    )


def yuan(fen: int) -> str:
    """Return fen as one types yuan: 1860 or 1860.50."""
    sign, (whole, cents) = "-" if fen < 0 else "", divmod(abs(fen), 100)
    return f"{sign}{whole}.{cents:02d}" if cents else f"{sign}{whole}"


def day(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw a date as year, month and day."""
    return drawing.view(field, path, "date", typed(value), parts=boxes(drawing, path, value))


def boxes(drawing: Drawing, path: str, value: Any) -> tuple[FieldView, ...]:
    """Return the three boxes of a date; what cannot be split stands in the first."""
    if isinstance(value, Mapping):
        found = [typed(value.get(key)) for key in ("year", "month", "day")]
    else:
        found = typed(value).split("-")
        found = (
            [found[0], found[1].lstrip("0"), found[2].lstrip("0")]
            if len(found) == 3
            else [typed(value), "", ""]
        )
    named = (("year", _("Year"), 4), ("month", _("Month"), 2), ("day", _("Day"), 2))
    return tuple(
        drawing.part(
            f"{path}.{key}", "number", label, found[at], inputmode="numeric", maxlength=size
        )
        for at, (key, label, size) in enumerate(named)
    )


def period(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw a period as two dates."""
    given = value if isinstance(value, Mapping) else {}
    named = (("start", _("Start")), ("end", _("End")))
    parts = tuple(
        drawing.part(
            f"{path}.{key}",
            "date",
            label,
            parts=boxes(drawing, f"{path}.{key}", given.get(key)),
            is_required=key == "start" or not field.open_end,
        )
        for key, label in named
    )
    return drawing.view(field, path, "period", parts=parts)


def choice(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw one or several choices."""
    many = value if isinstance(value, list) else [value]
    chosen = {str(one) for one in many if isinstance(one, str | int) and not isinstance(one, bool)}
    views = tuple(
        OptionView(str(one.value), str(one.label), str(one.hint), str(one.value) in chosen)
        for one in field.options
    )
    return drawing.view(field, path, field.type.value, typed(value), options=views)


def yes_no(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw yes and no."""
    options = (
        OptionView("yes", _("Yes"), is_chosen=value is True),
        OptionView("no", _("No"), is_chosen=value is False),
    )
    return drawing.view(field, path, "yes_no", options=options)


def consent(drawing: Drawing, field: Field, path: str, _value: Any) -> FieldView:
    """Draw a consent, never ticked: it is given anew each time."""
    return drawing.view(field, path, "consent", "")


def identity(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw the kind of document and its number."""
    given = value if isinstance(value, Mapping) else {}
    kinds = tuple(
        OptionView(kind.value, str(kind.label), is_chosen=kind.value == given.get("type"))
        for kind in field.types
    )
    if len(kinds) == 1:
        only = drawing.part(f"{path}.type", "hidden", "", kinds[0].value)
    else:
        only = drawing.part(f"{path}.type", "select", _("Kind of document"), options=kinds)
    number = drawing.part(
        f"{path}.number",
        "text",
        _("Document number"),
        typed(given.get("number")),
        autocomplete="off",
        attributes={"spellcheck": "false", "autocapitalize": "characters"},
    )
    return drawing.view(field, path, "identity", parts=(only, number))


def division(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw the lists from the district down, each filled once the one above is chosen."""
    given = value if isinstance(value, Mapping) else {}
    code = typed(given.get("code"))
    code = code if len(code) == 12 and code.isascii() and code.isdigit() else ""
    words = {
        "district": _("District"),
        "street": _("Street or township"),
        "community": _("Community or village"),
    }
    levels = levels_to(field.level)
    parts, above = [], ""
    for level in levels:
        chosen = code[: DIVISION_DIGITS[level]].ljust(12, "0") if code else ""
        options = places(drawing, above, level, chosen) if above or level == levels[0] else ()
        name = "code" if level == levels[-1] else level
        parts.append(drawing.part(f"{path}.{name}", "select", words[level], options=options))
        above = chosen if any(one.is_chosen for one in options) else ""
    if len(levels) > 1:
        parts.append(drawing.part(f"{path}.choose", "choose", _("Show the next list"), "1"))
    if field.detail:
        label = _("Street, house and room number")
        detail = typed(given.get("detail"))
        parts.append(
            drawing.part(f"{path}.detail", "text", label, detail, autocomplete="street-address")
        )
    return drawing.view(field, path, "division", parts=tuple(parts))


def places(drawing: Drawing, above: str, level: str, chosen: str) -> tuple[OptionView, ...]:
    """Return the places of one list."""
    divisions = drawing.sheet.context.registers.divisions
    listed: Iterable[Any] = divisions(above, level) if divisions else ()
    return tuple(OptionView(code, str(name), is_chosen=code == chosen) for code, name in listed)


def group(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw a person as her parts."""
    given = value if isinstance(value, Mapping) else {}
    parts = tuple(
        CONTROLS[part.type](drawing, part, f"{path}.{part.id}", given.get(part.id))
        for part in field.columns
    )
    return drawing.view(field, path, field.type.value, parts=parts)


def table(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw rows of cells; a table that must have rows begins with an empty one."""
    rows = (
        [row if isinstance(row, Mapping) else {} for row in value]
        if isinstance(value, list)
        else []
    )
    is_wanted = field.require.evaluate(drawing.names) is True
    rows = rows or [{} for _ in range(max(int(field.min or 0), int(is_wanted)))]
    views = tuple(cells(drawing, field, f"{path}.{at}", row) for at, row in enumerate(rows[:200]))
    columns = tuple(str(column.ask) for column in field.columns)
    return drawing.view(field, path, "table", columns=columns, rows=views)


def cells(
    drawing: Drawing, field: Field, path: str, row: Mapping[str, Any]
) -> tuple[FieldView, ...]:
    """Draw the cells of a row that are shown, given what stands before them."""
    before: dict[str, Any] = {}
    views = []
    for column in field.columns:
        names = RowNames(drawing.names, typed_parts(field, before))
        if column.show.evaluate(names) is not True:
            continue
        value = row.get(column.id)
        found = drawing.sheet.read(column, value, path, names).value
        if found is not ABSENT:
            before = {**before, column.id: found}
        inside = Drawing(drawing.sheet, drawing.errors, names)
        views.append(CONTROLS[column.type](inside, column, f"{path}.{column.id}", value))
    return tuple(views)


def files(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Draw the files already there and a place for more."""
    named = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    stored = [(one, drawing.files[one]) for one in named if one in drawing.files]
    kept = tuple(KeptFile(one, found.name, found.url) for one, found in stored)
    accept = ",".join(ACCEPT[kind] for kind in field.accept)
    return drawing.view(field, path, "files", kept, accept=accept)


CONTROLS: dict[FieldType, Callable[[Drawing, Any, str, Any], FieldView]] = {
    FieldType.TEXT: text,
    FieldType.LONG_TEXT: text,
    FieldType.NUMBER: text,
    FieldType.PHONE: text,
    FieldType.MONEY: money,
    FieldType.DATE: day,
    FieldType.PERIOD: period,
    FieldType.CHOICE: choice,
    FieldType.CHOICES: choice,
    FieldType.YES_NO: yes_no,
    FieldType.CONSENT: consent,
    FieldType.IDENTITY: identity,
    FieldType.DIVISION: division,
    FieldType.PERSON: group,
    FieldType.HOUSEHOLD_MEMBER: group,
    FieldType.TABLE: table,
    FieldType.FILE: files,
}
