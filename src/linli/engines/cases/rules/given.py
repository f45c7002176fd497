"""From a cell of a table to an answer of a form: pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.rules import reading
from linli.foundation.formspec.values import DocumentType, FieldType

if TYPE_CHECKING:
    from linli.foundation.formspec.schemas import Field

YES = frozenset({"是", "有", "yes", "y", "true", "1"})
NO = frozenset({"否", "无", "没有", "no", "n", "false", "0"})
# A person, rows of a table, files and consents are no cell.
NOT_IN_CELLS = frozenset(
    {
        *(FieldType.PERSON, FieldType.HOUSEHOLD_MEMBER, FieldType.TABLE),
        *(FieldType.FILE, FieldType.CONSENT, FieldType.PERIOD),
    }
)


def answer_of(field: Field, text: str) -> Any:
    """Return the answer that a cell means, to be checked by the form as every other.

    What cannot be read is returned as it stands, so that the check says why. Raises
    `RefusedError` for dates, amounts and numbers that cannot be.
    """
    match field.type:
        case FieldType.NUMBER:
            return reading.number(text, field.decimals)
        case FieldType.MONEY:
            return reading.fen(text)
        case FieldType.DATE:
            return reading.day(text)
        case FieldType.YES_NO:
            word = text.casefold()
            return word in YES if word in YES | NO else text
        case FieldType.CHOICE:
            return _choice(field, text)
        case FieldType.CHOICES:
            return [_choice(field, one) for one in re.split(r"[、,，;；/]", text) if one.strip()]
        case FieldType.IDENTITY:
            return {"type": DocumentType.RESIDENT_ID.value, "number": text}
        case FieldType.DIVISION:
            code, _gap, detail = text.partition(" ")
            return {"code": code, "detail": detail} if detail else {"code": code}
    return text


def _choice(field: Field, text: str) -> Any:
    typed = text.strip().casefold()
    for option in field.options:
        words = (str(option.value), option.label.zh, option.label.en)
        if typed in {word.casefold() for word in words}:
            return option.value
    return text.strip()
