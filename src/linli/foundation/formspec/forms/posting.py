"""From posted fields to raw answers: read where it can be read, kept as typed where it cannot.

Names are paths: `card.grade`; a date has `.year .month .day`, a document `.type .number`, an
address `.district .street .code .detail`, a cell `family.members.0.name`, files that were added
before `.kept`. Buttons in a form are `<table>.add`, `<table>.remove` (value: the row),
`<files>.remove` (value: the id) and `<address>.choose`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from linli.foundation.formspec.rules import reading
from linli.foundation.formspec.rules.leaves import levels_to
from linli.foundation.formspec.rules.reading import RefusedError
from linli.foundation.formspec.rules.sheet import is_empty
from linli.foundation.formspec.values import (
    DIVISION_DIGITS,
    Act,
    FieldType,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linli.foundation.formspec.schemas import Field, Form, Section

MOST_ROWS = 200


class Posted(Protocol):
    """What we need of a `QueryDict`."""

    def getlist(self, key: str) -> Sequence[Any]:
        """Return all values of a name."""

    def keys(self) -> Any:
        """Return all names."""


def from_post(
    form: Form,
    data: Posted,
    *,
    files: Mapping[str, Sequence[str]] | None = None,
    section: str | None = None,
) -> dict[str, Any]:
    """Return raw answers of the form, or of one section, as `{section: {field: …}}`.

    A button that asks for a row more or less, or takes a file out, is obeyed here; ask
    `requested_act` whether one was pressed, and if so draw the page again instead of saving.
    `files` maps paths to the ids of uploads just stored (see `uploads`). With `section`, consents
    are left out.
    """
    answers: dict[str, Any] = {}
    for one, field in _fields(form, section):
        if section is not None and field.type is FieldType.CONSENT:
            continue
        path = f"{one.id}.{field.id}"
        value = _read(field, data, path, (files or {}).get(path, ()))
        answers.setdefault(one.id, {})
        if value is not None and (field.type is FieldType.TABLE or not is_empty(value)):
            answers[one.id][field.id] = value
    return answers


def consents_from_post(form: Form, data: Posted) -> dict[str, Any]:
    """Return only the consents given with this very request, to lay over a draft's answers."""
    answers: dict[str, Any] = {}
    for one, field in _fields(form, None):
        if field.type is FieldType.CONSENT and _texts(data, f"{one.id}.{field.id}"):
            answers.setdefault(one.id, {})[field.id] = True
    return answers


def requested_act(form: Form, data: Posted) -> Act | None:
    """Return which button inside the form was pressed; None: the one that saves."""
    for one, field in _fields(form, None):
        path = f"{one.id}.{field.id}"
        if field.type is FieldType.TABLE:
            if _texts(data, f"{path}.add"):
                return Act("add", path)
            row = _text(data, f"{path}.remove")
            if re.fullmatch(r"\d{1,3}", row, re.ASCII):
                return Act("remove", path, int(row))
        if field.type is FieldType.FILE and _texts(data, f"{path}.remove"):
            return Act("remove", path)
        if found := _choosing(field, data, path):
            return found
    return None


def _choosing(field: Field, data: Posted, path: str) -> Act | None:
    if field.type is FieldType.DIVISION and _texts(data, f"{path}.choose"):
        return Act("choose", path)
    inner = [(part, f"{path}.{part.id}") for part in field.columns if field.is_group]
    if field.type is FieldType.TABLE:
        rows = _rows(data, path)
        inner = [(part, f"{path}.{row}.{part.id}") for row in rows for part in field.columns]
    return next((found for part, at in inner if (found := _choosing(part, data, at))), None)


def uploads(form: Form, files: Posted, *, section: str | None = None) -> dict[str, list[Any]]:
    """Return the uploaded files by path, for the view to store before it asks for the answers."""
    return {
        path: found
        for one, field in _fields(form, section)
        if field.type is FieldType.FILE
        and (found := list(files.getlist(path := f"{one.id}.{field.id}")))
    }


def _fields(form: Form, section: str | None) -> Iterator[tuple[Section, Field]]:
    for one in form.sections:
        if section in {None, one.id}:
            yield from ((one, field) for field in one.fields)


def _texts(data: Posted, name: str) -> list[str]:
    return [text for text in data.getlist(name) if isinstance(text, str)]


def _text(data: Posted, name: str) -> str:
    texts = _texts(data, name)
    return texts[-1] if texts else ""


def _typed(read: Callable[[str], Any], text: str) -> Any:
    """Return what was read, or what was typed."""
    try:
        return read(text) if text.strip() else None
    except RefusedError:
        return text


def _read(field: Field, data: Posted, name: str, stored: Sequence[str] = ()) -> Any:
    """Return the raw answer posted under a name."""
    if field.set is not None:
        return None
    if field.type is FieldType.FILE:
        kept = [*_texts(data, f"{name}.kept"), *stored]
        removed = set(_texts(data, f"{name}.remove"))
        return list(dict.fromkeys(one for one in kept if one not in removed))
    if field.type is FieldType.TABLE:
        return _table(field, data, name)
    if field.is_group:
        return _parts(field, data, name)
    return READERS.get(field.type, _plain)(field, data, name)


def _plain(_field: Field, data: Posted, name: str) -> Any:
    return _text(data, name) or None


def _number(field: Field, data: Posted, name: str) -> Any:
    return _typed(lambda text: reading.number(text, field.decimals), _text(data, name))


def _money(_field: Field, data: Posted, name: str) -> Any:
    return _typed(reading.fen, _text(data, name))


def _date(_field: Field, data: Posted, name: str) -> Any:
    """Read three boxes; a single text (2026年11月20日, a browser's picker) will do as well."""
    boxes = {part: _text(data, f"{name}.{part}") for part in ("year", "month", "day")}
    if not any(text.strip() for text in boxes.values()):
        return _typed(reading.day, _text(data, name))
    try:
        return reading.day(boxes)
    except RefusedError:
        return boxes


def _period(field: Field, data: Posted, name: str) -> Any:
    found = {end: _date(field, data, f"{name}.{end}") for end in ("start", "end")}
    return {end: value for end, value in found.items() if value is not None}


def _yes_no(_field: Field, data: Posted, name: str) -> Any:
    text = _text(data, name)
    return {"yes": True, "no": False}.get(text, text or None)


def _consent(_field: Field, data: Posted, name: str) -> Any:
    return True if _texts(data, name) else None


def _choice(field: Field, data: Posted, name: str) -> Any:
    return _option(field, _text(data, name)) if _text(data, name) else None


def _choices(field: Field, data: Posted, name: str) -> Any:
    return [_option(field, text) for text in _texts(data, name) if text]


def _option(field: Field, text: str) -> Any:
    """Return the option's value, or what was posted."""
    return next((one.value for one in field.options if str(one.value) == text), text)


def _identity(_field: Field, data: Posted, name: str) -> Any:
    found = {part: _text(data, f"{name}.{part}") for part in ("type", "number")}
    return {part: text for part, text in found.items() if text}


def _division(field: Field, data: Posted, name: str) -> Any:
    """Read the lists from the top; a lower one that does not lie in the upper one is dropped."""
    levels = levels_to(field.level)
    code = ""
    for level in levels:
        chosen = _text(data, f"{name}.code" if level == levels[-1] else f"{name}.{level}")
        above = code[: DIVISION_DIGITS[levels[levels.index(level) - 1]]] if code else ""
        if not chosen or not chosen.startswith(above):
            break
        code = chosen
    detail = _text(data, f"{name}.detail") if field.detail else ""
    return {key: text for key, text in (("code", code), ("detail", detail)) if text}


def _parts(field: Field, data: Posted, name: str) -> dict[str, Any]:
    found = {part.id: _read(part, data, f"{name}.{part.id}") for part in field.columns}
    return {part: value for part, value in found.items() if not is_empty(value)}


def _rows(data: Posted, name: str) -> list[int]:
    pattern = re.compile(re.escape(name) + r"\.(\d{1,3})\.", re.ASCII)
    numbers = {int(found[1]) for key in data.keys() if (found := pattern.match(key))}  # noqa: SIM118 - a protocol
    return sorted(numbers)[:MOST_ROWS]


def _table(field: Field, data: Posted, name: str) -> list[dict[str, Any]]:
    """Read the rows by their numbers. Empty ones stay only while a button adds or removes."""
    is_growing = bool(_texts(data, f"{name}.add"))
    removed = _texts(data, f"{name}.remove")
    rows = [(row, _parts(field, data, f"{name}.{row}")) for row in _rows(data, name)]
    kept = [
        cells for row, cells in rows if str(row) not in removed and (cells or is_growing or removed)
    ]
    return [*kept, {}][:MOST_ROWS] if is_growing else kept


READERS: dict[FieldType, Callable[[Field, Posted, str], Any]] = {
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.PERIOD: _period,
    FieldType.YES_NO: _yes_no,
    FieldType.CONSENT: _consent,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.IDENTITY: _identity,
    FieldType.DIVISION: _division,
}
