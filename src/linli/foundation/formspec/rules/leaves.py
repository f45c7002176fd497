"""One check a type: from a JSON value to what may be kept, or `RefusedError` saying why not.

Strict on kinds: yes is never 1, an amount is whole fen, a date is ISO text. What was typed and
could not be read arrives as typed, and is read once more to give the exact reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.rules import reading
from linli.foundation.formspec.rules.reading import RefusedError
from linli.foundation.formspec.rules.texts import clean, fault, plain
from linli.foundation.formspec.values import (
    DIVISION_DIGITS,
    DIVISION_LEVELS,
    Context,
    DocumentType,
    FieldType,
)

if TYPE_CHECKING:
    from linli.foundation.formspec.expressions import Expression
    from linli.foundation.formspec.schemas import Field

LENGTHS = {FieldType.TEXT: 100, FieldType.LONG_TEXT: 2000}
MOST_FILES, MOST_ROWS, MOST_FEN = 10, 50, 10**15
FORMATS = {
    "digits": re.compile(r"\d+", re.ASCII),
    "letters_digits": re.compile(r"[A-Za-z0-9]+"),
    "bank_account": re.compile(r"\d{8,30}", re.ASCII),
    "email": re.compile(
        r"[^@\s]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,120}[A-Za-z0-9])?\.[A-Za-z]{2,20}"
    ),
    "postcode": re.compile(r"\d{6}", re.ASCII),
    "uscc": re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}"),
}
# Shapes only; people's register checks digits and dates where it is plugged in.
DOCUMENTS = {
    DocumentType.RESIDENT_ID: re.compile(r"\d{17}[\dX]", re.ASCII),
    DocumentType.HMT_RESIDENCE: re.compile(r"8[123]0000\d{11}[\dX]", re.ASCII),
    DocumentType.HOME_RETURN: re.compile(r"[HM](\d{8}|\d{10})", re.ASCII),
    DocumentType.TAIWAN_PERMIT: re.compile(r"\d{8}(\d{2}[A-Z]?)?", re.ASCII),
    DocumentType.FOREIGN_PERMANENT: re.compile(r"9\d{16}[\dX]|[A-Z]{3}\d{12}", re.ASCII),
    DocumentType.PASSPORT: re.compile(r"[A-Z0-9]{5,20}"),
}
DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,6})?", re.ASCII)
FILE_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Frame:
    """What a leaf is checked in: the context, and how expressions of limits are answered."""

    def __init__(self, context: Context, evaluate: Callable[[Expression], Any]) -> None:
        self.context = context
        self.evaluate = evaluate


def text(field: Field, value: Any, _frame: Frame) -> str:
    """Check a text."""
    if not isinstance(value, str):
        raise RefusedError("type")
    kept = clean(value) if field.format == "any" else plain(value).replace(" ", "")
    _length(field, kept)
    if code := fault(kept, may_break=field.type is FieldType.LONG_TEXT):
        raise RefusedError(code)
    if field.format != "any":
        kept = kept.upper() if field.format == "uscc" else kept
        if not FORMATS[field.format].fullmatch(kept) or not _uscc_fits(field, kept):
            raise RefusedError(f"format_{field.format}")
    return kept


def _length(field: Field, kept: str) -> None:
    most = int(field.max if field.max is not None else LENGTHS[field.type])
    if len(kept) > most:
        raise RefusedError("too_long", max=most, count=len(kept))
    if field.min is not None and len(kept) < field.min:
        raise RefusedError("too_short", min=int(field.min))


def _uscc_fits(field: Field, kept: str) -> bool:
    """Return whether the check character fits (GB 32100: powers of 3, 31 characters)."""
    if field.format != "uscc":
        return True
    total = sum(USCC.index(sign) * pow(3, at, 31) for at, sign in enumerate(kept[:17]))
    return USCC[-total % 31] == kept[17]


def number(field: Field, value: Any, _frame: Frame) -> int | str:
    """Check a number: whole ones are kept as int, others as text, so that no float is kept."""
    if isinstance(value, str):
        kept = reading.number(value, field.decimals)
        if not field.decimals or not DECIMAL.fullmatch(value):
            raise RefusedError("type")
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise RefusedError("number")
    else:
        kept = reading.exact(
            Decimal(repr(value) if isinstance(value, float) else value), field.decimals
        )
    _between(Decimal(kept), field.min, field.max)
    return kept


def _between(value: Decimal, least: Decimal | None, most: Decimal | None) -> None:
    if least is not None and value < least:
        raise RefusedError("too_small", min=f"{least:f}")
    if most is not None and value > most:
        raise RefusedError("too_big", max=f"{most:f}")


def money(field: Field, value: Any, _frame: Frame) -> int:
    """Check an amount: whole fen. `min`, `max` of the definition are yuan."""
    if isinstance(value, str):
        reading.fen(value)
        raise RefusedError("type")
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MOST_FEN:
        raise RefusedError("money")
    _between(Decimal(value) / 100, field.min if field.min is not None else Decimal(0), field.max)
    return value


def day(field: Field, value: Any, frame: Frame) -> str:
    """Check a date."""
    if isinstance(value, date):
        value = value.isoformat()[:10]
    if isinstance(value, Mapping) and set(value) <= {"year", "month", "day"}:
        kept = reading.day(value)
    elif isinstance(value, str):
        kept = reading.day(value)
        if kept != value:
            raise RefusedError("date")
    else:
        raise RefusedError("date")
    _within(field, date.fromisoformat(kept), frame)
    return kept


def _within(field: Field, kept: date, frame: Frame) -> None:
    least = frame.evaluate(field.not_before) if field.not_before else None
    if isinstance(least, date) and kept < least:
        raise RefusedError("too_early", min=least)
    most = frame.evaluate(field.not_after) if field.not_after else None
    if isinstance(most, date) and kept > most:
        if most == frame.context.today:
            raise RefusedError("in_future")
        raise RefusedError("too_late", max=most)


def choice(field: Field, value: Any, _frame: Frame) -> str | int:
    """Check one choice; its kind counts too, so that True is not 1."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        for option in field.options:
            if type(option.value) is type(value) and option.value == value:
                return option.value
    raise RefusedError("not_an_option")


def choices(field: Field, value: Any, frame: Frame) -> list[str | int]:
    """Check several choices."""
    if not isinstance(value, list) or len(value) > 200:
        raise RefusedError("type")
    kept = [choice(field, item, frame) for item in value]
    if len(set(map(str, kept))) != len(kept):
        raise RefusedError("repeated")
    alone = [one for one in field.options if one.is_alone and one.value in kept]
    if alone and len(kept) > 1:
        raise RefusedError("alone", option=alone[0].label)
    if field.min is not None and len(kept) < field.min:
        raise RefusedError("too_few_choices", min=int(field.min))
    if field.max is not None and len(kept) > field.max:
        raise RefusedError("too_many_choices", max=int(field.max))
    return kept


def yes_no(_field: Field, value: Any, _frame: Frame) -> bool:
    """Check a yes or a no."""
    if not isinstance(value, bool):
        raise RefusedError("yes_no")
    return value


def consent(_field: Field, value: Any, _frame: Frame) -> bool:
    """Check a consent: only yes is one."""
    if value is not True:
        raise RefusedError("required_consent")
    return True


def phone(_field: Field, value: Any, _frame: Frame) -> str:
    """Check a phone number."""
    if not isinstance(value, str):
        raise RefusedError("phone")
    return reading.phone(value)


def files(field: Field, value: Any, _frame: Frame) -> list[str]:
    """Check a list of stored files; whose they are is the business of the room that stores."""
    if not isinstance(value, list) or len(value) > 200:
        raise RefusedError("type")
    if not all(isinstance(item, str) and FILE_ID.fullmatch(item) for item in value):
        raise RefusedError("file")
    if len(set(value)) != len(value):
        raise RefusedError("repeated")
    most = int(field.max if field.max is not None else MOST_FILES)
    if len(value) > most:
        raise RefusedError("too_many_files", max=most)
    if field.min is not None and len(value) < field.min:
        raise RefusedError("too_few_files", min=int(field.min))
    return list(value)


def document_number(type_: Any, number_: Any) -> str:
    """Return a document's number in plain capitals if it has the form of its type."""
    if not isinstance(number_, str):
        raise RefusedError("document_number")
    kept = re.sub(r"[\s-]", "", plain(number_)).upper()
    if not DOCUMENTS[DocumentType(type_)].fullmatch(kept):
        raise RefusedError("document_number")
    return kept


def division_code(field: Field, value: Any, frame: Frame) -> str:
    """Check the code of a place: 12 digits, at its level, in force in the register."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{12}", value, re.ASCII):
        raise RefusedError("division")
    digits = DIVISION_DIGITS[field.level]
    if value[digits:].strip("0") or not value[digits - 3 : digits].strip("0"):
        raise RefusedError("division")
    place_names = frame.context.registers.place_names
    way = frozenset(codes_to(value, field.level))
    if place_names and value not in place_names(way, in_force_only=True):
        raise RefusedError("no_such_division")
    return value


def levels_to(level: str) -> tuple[str, ...]:
    """Return the levels from the district down to this one."""
    return DIVISION_LEVELS[: DIVISION_LEVELS.index(level) + 1]


def codes_to(code: str, level: str) -> tuple[str, ...]:
    """Return the codes of the places on the way from the district down to a code, itself last."""
    return tuple(code[: DIVISION_DIGITS[one]].ljust(12, "0") for one in levels_to(level))


LEAVES: dict[FieldType, Callable[[Any, Any, Frame], Any]] = {
    FieldType.TEXT: text,
    FieldType.LONG_TEXT: text,
    FieldType.NUMBER: number,
    FieldType.MONEY: money,
    FieldType.DATE: day,
    FieldType.CHOICE: choice,
    FieldType.CHOICES: choices,
    FieldType.YES_NO: yes_no,
    FieldType.CONSENT: consent,
    FieldType.PHONE: phone,
    FieldType.FILE: files,
}
