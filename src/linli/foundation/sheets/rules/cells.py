"""From what stands in a cell to a typed value, or the sentence that says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.rules.reading import RefusedError, day
from linli.foundation.formspec.values.sentences import SENTENCES as OF_FORMS
from linli.foundation.formspec.values.sentences import filled
from linli.foundation.phones import rules as phones
from linli.foundation.sheets.values import SENTENCES, Column, ColumnType, Fault, both

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_SERIAL = date(1899, 12, 30)  # day 0 of Excel's count, its invented 29 February 1900 included
SERIALS = range(61, 80_000)  # 1 March 1900 to the year 2119
SHORTENED = re.compile(r"\d(\.\d+)?[Ee]\+?\d{2}")
LONGEST_EXACT = 10**15  # digits beyond the fifteenth are lost in a spreadsheet's number
ERRORS = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
YES = frozenset({"是", "有", "yes", "y", "true", "1", "√", "✓", "✔"})
NO = frozenset({"否", "无", "没有", "no", "n", "false", "0", "×", "✗"})
DIVISION = re.compile(r"[0-9]{12}|[0-9]{15}|[0-9]{18}")
UNTIDY = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class _Wrong(Exception):  # noqa: N818 - never leaves this file
    def __init__(self, code: str, **values: Any) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def written(cell: Any) -> str:
    """Return a cell as text: no spaces around, no invisible marks, no leading apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LONGEST_EXACT:
        return str(int(cell))
    text = UNTIDY.sub("", str(cell)).strip()
    return text.removeprefix("'")


def value_of(column: Column, cell: Any) -> tuple[Any, Fault | None]:
    """Return the typed value of a cell (None: empty), and what is wrong with it if anything is.

    Dates become ISO texts, yes or no a truth value, choices their value, all else text.
    """
    text = written(cell)
    if not text:
        fault = Fault(column.id, SENTENCES["required"]) if column.is_required else None
        return None, fault
    try:
        return _READ[column.type](column, cell, text), None
    except _Wrong as wrong:
        values = {"typed": text[:40], **wrong.values}
        return None, Fault(column.id, filled(SENTENCES[wrong.code], values))
    except RefusedError as wrong:
        if wrong.code == "date":
            return None, Fault(column.id, filled(SENTENCES["date"], {"typed": text[:40]}))
        return None, Fault(column.id, filled(OF_FORMS[wrong.code], wrong.values_))


def _text(column: Column, _cell: Any, text: str) -> str:
    if ERRORS.fullmatch(text):
        raise _Wrong("error_cell")
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text):
        raise _Wrong("control")
    text = " ".join(text.split())
    if len(text) > column.most:
        raise _Wrong("too_long", most=column.most)
    return text


def _narrow(column: Column, cell: Any, text: str) -> str:
    return unicodedata.normalize("NFKC", _text(column, cell, text))


def _date(column: Column, cell: Any, text: str) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    typed = _narrow(column, cell, text)
    typed = re.sub(r"[ T]00?:00(:00)?$", "", typed)
    if typed.isdecimal() and int(typed) in SERIALS and len(typed) == 5:
        return (FIRST_SERIAL + timedelta(days=int(typed))).isoformat()
    return day(typed)


def _whole(column: Column, cell: Any, text: str) -> int:
    typed = _narrow(column, cell, text).replace(",", "")
    if not re.fullmatch(r"-?[0-9]{1,15}", typed):
        raise _Wrong("whole")
    return int(typed)


def _yes_no(column: Column, cell: Any, text: str) -> bool:
    if isinstance(cell, bool):
        return cell
    typed = _narrow(column, cell, text).lower()
    if typed in YES | NO:
        return typed in YES
    raise _Wrong("yes_no")


def _identity(column: Column, cell: Any, text: str) -> str:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if (is_number and abs(cell) >= LONGEST_EXACT) or SHORTENED.fullmatch(text):
        raise _Wrong("shortened")
    return re.sub(r"[\s\-]", "", _narrow(column, cell, text)).upper()


def _phone(column: Column, cell: Any, text: str) -> str:
    if found := phones.normalised(_narrow(column, cell, text)):
        return found
    raise _Wrong("phone")


def _division(column: Column, cell: Any, text: str) -> str:
    if SHORTENED.fullmatch(text):
        raise _Wrong("shortened")
    typed = _narrow(column, cell, text).replace(" ", "")
    if not DIVISION.fullmatch(typed):
        raise _Wrong("division")
    return typed


def _choice(column: Column, cell: Any, text: str) -> str:
    typed = _narrow(column, cell, text).casefold()
    for value, label in column.choices:
        names = both(label)
        if typed in {value.casefold(), names.zh.casefold(), names.en.casefold()}:
            return value
    listed = " / ".join(str(label) for _value, label in column.choices)
    raise _Wrong("choice", choices=listed)


_READ: dict[ColumnType, Callable[[Column, Any, str], Any]] = {
    ColumnType.TEXT: _text,
    ColumnType.DATE: _date,
    ColumnType.WHOLE: _whole,
    ColumnType.YES_NO: _yes_no,
    ColumnType.IDENTITY: _identity,
    ColumnType.PHONE: _phone,
    ColumnType.DIVISION: _division,
    ColumnType.CHOICE: _choice,
}
