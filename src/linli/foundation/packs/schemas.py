"""Shapes of packs: a text in both languages, and pydantic's complaints as faults with lines."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from linli.foundation.formspec.values import Localised
from linli.foundation.packs.values import Document, Fault, Where, dotted


def _both_languages(value: Any) -> Any:
    if isinstance(value, Localised):
        return value
    if not isinstance(value, dict) or set(value) != {"zh", "en"}:
        raise PydanticCustomError("two_languages", "both languages")
    if not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise PydanticCustomError("two_languages", "both languages")
    return {name: text.strip() for name, text in value.items()}


Text = Annotated[Localised, BeforeValidator(_both_languages)]


class Shape(BaseModel):
    """A shape of a pack: frozen, and a word it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PackFile(Shape):
    """`pack.yaml`: whose city this is."""

    pack: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
    name: Text
    division: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    hotline: str
    receipt_prefix: Annotated[str, Field(pattern=r"^[A-HJ-NP-Z]{2,4}$")]


def validated(
    document: Document, schema: type[BaseModel] | TypeAdapter[Any]
) -> tuple[Any | None, tuple[Fault, ...]]:
    """Return the document's value in the schema, or what is wrong with it."""
    adapter = schema if isinstance(schema, TypeAdapter) else TypeAdapter(schema)
    try:
        return adapter.validate_python(document.data), ()
    except ValidationError as error:
        faults = (_fault(document, details, schema) for details in error.errors())
        return None, tuple(dict.fromkeys(faults))


def _fault(document: Document, details: ErrorDetails, schema: Any) -> Fault:
    where = written(document.data, details["loc"])
    message, mend = sentence(details, schema)
    if details["type"] == "missing":
        where = (*where, details["loc"][-1])
    return Fault(document.path, document.line(where), dotted(where), message, mend)


def written(data: Any, loc: tuple[int | str, ...]) -> Where:
    """Return the part of pydantic's location that is in the data; unions put words of theirs in."""
    where: list[int | str] = []
    for step in loc:
        is_key = isinstance(data, dict) and step in data
        is_place = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if is_key or is_place:
            data = data[step]
            where.append(step)
    return tuple(where)


def sentence(details: ErrorDetails, schema: Any = None) -> tuple[str, str]:
    """Return what one of pydantic's complaints means, and the mend."""
    kind, given = details["type"], details["input"]
    context = details.get("ctx", {})
    if kind == "missing":
        return _("is missing"), _("add it")
    if kind == "extra_forbidden":
        return _("is not a word of this format"), _close(details, schema)
    if kind == "two_languages":
        return _("needs both languages"), _("write {zh: …, en: …}")
    if kind in {"literal_error", "enum"}:
        return (
            _("“%(given)s” is not one of the choices") % {"given": given},
            _("use one of %(choices)s") % {"choices": context.get("expected", "")},
        )
    if kind == "string_type":
        return _("must be text"), _("put it in quotes")
    if kind == "string_pattern_mismatch":
        return (
            _("“%(given)s” is not written as it should be") % {"given": given},
            _("follow the pattern %(pattern)s") % {"pattern": context.get("pattern", "")},
        )
    if mend := context.get("mend"):
        return str(details["msg"]), str(mend)
    return (
        _("does not fit: %(why)s") % {"why": details["msg"]},
        _("see linli packs schema"),
    )


def _close(details: ErrorDetails, schema: Any) -> str:
    known = _names(schema) if schema else []
    near = get_close_matches(str(details["loc"][-1]), known, n=1)
    if near:
        return _("did you mean “%(word)s”? Otherwise take it away") % {"word": near[0]}
    return _("take it away, or see linli packs schema")


def _names(schema: Any) -> list[str]:
    adapter = schema if isinstance(schema, TypeAdapter) else TypeAdapter(schema)
    tree = adapter.json_schema()
    shapes = [tree, *tree.get("$defs", {}).values()]
    return sorted({name for shape in shapes for name in shape.get("properties", {})})


def refuse(message: str, mend: str) -> PydanticCustomError:
    """Return the error a validator raises: both parts reach the fault."""
    return PydanticCustomError("refused", "{message}", {"message": message, "mend": mend})
