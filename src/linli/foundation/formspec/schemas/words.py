"""The small pieces of a definition: texts, expressions, ids, options."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from linli.foundation.formspec.expressions import Expression, parse
from linli.foundation.formspec.expressions.functions import FUNCTIONS
from linli.foundation.formspec.expressions.parsing import CONSTANTS, MAX_LENGTH
from linli.foundation.formspec.values import (
    NO_WORDS,
    Localised,
    Option,
)

RESERVED = frozenset({*CONSTANTS, *FUNCTIONS, "row", "parameter"})
ADDRESS = re.compile(r"https?:|www\.|//|\]\(|<[a-z/]", re.IGNORECASE)
FORMATS = ("any", "digits", "letters_digits", "bank_account", "email", "postcode", "uscc")
INHERITED = ("purpose", "readers", "keep")


def _words(value: Any) -> Any:
    """Take a bare text for Chinese, and refuse addresses: a definition outlives every site."""
    if isinstance(value, str):
        value = {"zh": value}
    if isinstance(value, Mapping):
        value = Localised(**_strings(value))
    if isinstance(value, Localised) and ADDRESS.search(value.zh + " " + value.en):
        raise ValueError("a definition names no web address and holds no markup")
    return value


def _strings(value: Mapping[Any, Any]) -> dict[str, str]:
    if set(value) - {"zh", "en"} or "zh" not in value:
        raise ValueError("a text is {zh: …, en: …}")
    if not all(isinstance(text, str) for text in value.values()):
        raise ValueError("a text is {zh: …, en: …}")
    return {str(language): str(text).strip() for language, text in value.items()}


def _expression(value: Any) -> Any:
    """Parse an expression; yes and no, numbers and dates may stand for themselves."""
    if isinstance(value, bool):
        return parse("true" if value else "false")
    if isinstance(value, date):
        return parse(f"date('{value.isoformat()}')")
    if isinstance(value, str):
        iso = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
        return parse(f"date('{value}')" if iso else str(value))
    if isinstance(value, int):
        return parse(str(value))
    return value


def _identifier(value: str) -> str:
    if keyword.iskeyword(value) or value in RESERVED:
        raise ValueError(f"'{value}' is a word of the expression language")
    return value


TEXTS = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
            "required": ["zh"],
            "additionalProperties": False,
        },
    ]
}
OPTION = {
    "anyOf": [
        {"type": ["string", "integer"]},
        {
            "type": "object",
            "properties": {
                "value": {"type": ["string", "integer"]},
                "label": TEXTS,
                "hint": TEXTS,
                "alone": {"type": "boolean"},
            },
            "required": ["value"],
            "additionalProperties": False,
        },
    ]
}
Words = Annotated[Localised, BeforeValidator(_words), WithJsonSchema(TEXTS)]
Expr = Annotated[
    Expression,
    BeforeValidator(_expression),
    PlainSerializer(str),
    WithJsonSchema({"type": ["string", "boolean", "integer"], "maxLength": MAX_LENGTH}),
]
Identifier = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$"),
    BeforeValidator(lambda value: _identifier(value) if isinstance(value, str) else value),
]
Dotted = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,5}$")]
Keep = Annotated[
    str, StringConstraints(pattern=r"^(item|decision|permanent|[1-9]\d? (years?|months?))$")
]


class Shape(BaseModel):
    """Frozen; unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def read_option(value: Any) -> Any:
    """Take `2`, `{value, label, hint, alone}` for an option."""
    if isinstance(value, bool):
        raise ValueError("yes and no are the type yes_no")  # noqa: TRY004 - pydantic wants ValueError
    if isinstance(value, int | str):
        return Option(value, Localised(str(value), str(value)))
    if isinstance(value, Mapping):
        if set(value) - {"value", "label", "hint", "alone"} or "value" not in value:
            raise ValueError("an option is {value, label, hint, alone}")
        kept = value["value"]
        if isinstance(kept, bool) or not isinstance(kept, int | str):
            raise ValueError("an option is a text or a whole number")  # noqa: TRY004
        label = _words(value.get("label", str(kept)))
        hint = _words(value.get("hint", NO_WORDS))
        return Option(kept, label, hint, is_alone=value.get("alone") is True)
    return value
