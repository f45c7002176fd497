"""A form as JSON Schema 2020-12: what the API publishes, made of the same definition.

It says what each field looks like. What depends on other answers (`x-show`, `x-require`), on the
day or on registers is said in the expression language and judged by `rules.check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.expressions import parse
from linli.foundation.formspec.rules.composites import MOST_DETAIL
from linli.foundation.formspec.rules.leaves import (
    FILE_ID,
    FORMATS,
    LENGTHS,
    MOST_FEN,
    MOST_FILES,
    MOST_ROWS,
)
from linli.foundation.formspec.values import DIVISION_DIGITS, FieldType, Localised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linli.foundation.formspec.schemas import Field, Form, Section

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ALWAYS = parse("true")
DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def schema(form: Form, *, title: Localised | str) -> dict[str, Any]:
    """Return the JSON Schema of the answers to a form."""
    sections = {section.id: _section(section) for section in form.sections}
    return {
        "$schema": DIALECT,
        **_titled(title),
        **_object(sections, [one.id for one in form.sections if _is_section_needed(one)]),
    }


def _titled(words: Localised | str) -> dict[str, str]:
    if isinstance(words, str):
        return {"title": words}
    return {"title": words.zh, **({"x-title-en": words.en} if words.en else {})}


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _is_needed(field: Field) -> bool:
    return field.require == ALWAYS and field.show == ALWAYS and not field.is_computed


def _is_section_needed(section: Section) -> bool:
    return section.show == ALWAYS and any(map(_is_needed, section.fields))


def _section(section: Section) -> dict[str, Any]:
    conditions = {} if section.show == ALWAYS else {"x-show": str(section.show)}
    return {
        **_titled(section.title),
        **conditions,
        **_fields(section.fields),
    }


def _fields(fields: Sequence[Field]) -> dict[str, Any]:
    return _object(
        {field.id: _field(field) for field in fields},
        [field.id for field in fields if _is_needed(field)],
    )


def _field(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {
        **_titled(field.ask),
        "x-purpose": field.purpose.value,
        "x-readers": field.readers.value,
        "x-keep": field.keep,
    }
    for key, expression in (("x-show", field.show), ("x-require", field.require)):
        if expression != ALWAYS:
            said[key] = str(expression)
    if field.set is not None:
        said |= {"readOnly": True, "x-set": str(field.set)}
    if field.hint.zh:
        said["description"] = field.hint.zh
    return {**said, **SHAPES[field.type](field)}


def _limits(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _text(field: Field) -> dict[str, Any]:
    most = _whole(field.max) or LENGTHS[field.type]
    form = FORMATS.get(field.format)
    pattern = f"^(?:{form.pattern})$" if form else None
    limits = _limits(minLength=_whole(field.min), maxLength=most, pattern=pattern)
    return {"type": "string", **limits}


def _number(field: Field) -> dict[str, Any]:
    if not field.decimals:
        limits = _limits(minimum=_exact(field.min), maximum=_exact(field.max))
        return {"type": "integer", **limits}
    # Kept as text so that nothing is rounded on the way; a JSON number is taken as well.
    pattern = rf"^-?\d{{1,18}}(\.\d{{1,{field.decimals}}})?$"
    said = _limits(minimum=_exact(field.min), maximum=_exact(field.max))
    return {"type": ["string", "number"], "pattern": pattern, **said}


def _exact(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _money(field: Field) -> dict[str, Any]:
    least = 0 if field.min is None else int(field.min * 100)
    most = MOST_FEN if field.max is None else int(field.max * 100)
    return {"type": "integer", "minimum": least, "maximum": most, "x-unit": "fen"}


def _date(_field: Field) -> dict[str, Any]:
    return dict(DAY)


def _period(field: Field) -> dict[str, Any]:
    wanted = ["start"] if field.open_end else ["start", "end"]
    return _object({"start": dict(DAY), "end": dict(DAY)}, wanted)


def _choice(field: Field) -> dict[str, Any]:
    return {"oneOf": [{"const": one.value, **_titled(one.label)} for one in field.options]}


def _choices(field: Field) -> dict[str, Any]:
    limits = _limits(minItems=_whole(field.min), maxItems=_whole(field.max))
    return {"type": "array", "items": _choice(field), "uniqueItems": True, **limits}


def _yes_no(_field: Field) -> dict[str, Any]:
    return {"type": "boolean"}


def _consent(_field: Field) -> dict[str, Any]:
    return {"const": True}


def _identity(field: Field) -> dict[str, Any]:
    kinds = [{"const": kind.value, "title": str(kind.value)} for kind in field.types]
    number = {"type": "string", "minLength": 5, "maxLength": 30}
    return _object({"type": {"oneOf": kinds}, "number": number}, ["type", "number"])


def _phone(_field: Field) -> dict[str, Any]:
    return {"type": "string", "minLength": 3, "maxLength": 30}


def _division(field: Field) -> dict[str, Any]:
    digits = DIVISION_DIGITS[field.level]
    code = {"type": "string", "pattern": rf"^\d{{{digits}}}0{{{12 - digits}}}$"}
    parts: dict[str, Any] = {"code": code}
    if field.detail:
        parts["detail"] = {"type": "string", "minLength": 1, "maxLength": MOST_DETAIL}
    return _object(parts, list(parts))


def _group(field: Field) -> dict[str, Any]:
    return _fields(field.columns)


def _table(field: Field) -> dict[str, Any]:
    most = _whole(field.max) or MOST_ROWS
    limits = _limits(minItems=_whole(field.min), maxItems=most)
    return {"type": "array", "items": _fields(field.columns), **limits}


def _files(field: Field) -> dict[str, Any]:
    most = _whole(field.max) or MOST_FILES
    item = {"type": "string", "format": "uuid", "pattern": f"^{FILE_ID.pattern}$"}
    least = _whole(field.min) or (1 if _is_needed(field) else None)
    limits = _limits(minItems=least, maxItems=most)
    taken = {"x-accept": sorted(field.file_types), "x-max-bytes": field.max_bytes}
    return {"type": "array", "items": item, "uniqueItems": True, **limits, **taken}


SHAPES: dict[FieldType, Callable[[Any], dict[str, Any]]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.PERIOD: _period,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.YES_NO: _yes_no,
    FieldType.CONSENT: _consent,
    FieldType.IDENTITY: _identity,
    FieldType.PHONE: _phone,
    FieldType.DIVISION: _division,
    FieldType.PERSON: _group,
    FieldType.HOUSEHOLD_MEMBER: _group,
    FieldType.TABLE: _table,
    FieldType.FILE: _files,
}
