"""From what people type to what is kept: `"１，860.50元"` → 186050 fen, three boxes → `2026-11-20`.

Forms read with these before checking; checking uses them again to say what could not be read.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.rules.texts import fault, plain
from linli.foundation.phones import rules as phones

if TYPE_CHECKING:
    from collections.abc import Mapping

AMOUNT = re.compile(r"[¥￥]?\s*(-?(?:\d{1,3}(?:,\d{3})+|\d{1,13}))(?:\.(\d*))?\s*(?:元|圆|yuan)?")
WRITTEN_DATE = re.compile(r"(\d{4})\s*[-/.年 ]\s*(\d{1,2})\s*[-/.月 ]\s*(\d{1,2})\s*日?|(\d{8})")


class RefusedError(Exception):
    """What was typed cannot be read; `code` says why."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.values_ = values
        super().__init__(code)


def number(text: str, decimals: int) -> int | str:
    """Return a whole number, or with decimals its plain text; raises `RefusedError`."""
    typed = plain(text).replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[+-]?\d{1,18}(\.\d{0,18})?", typed):
        raise RefusedError("number")
    return exact(Decimal(typed), decimals)


def exact(value: Decimal, decimals: int) -> int | str:
    """Return a number with at most so many decimals as it is kept; raises `RefusedError`."""
    if not value.is_finite() or abs(value) >= Decimal(10) ** 18:
        raise RefusedError("number")
    if value != (rounded := round(value, decimals)):
        raise RefusedError("decimals" if decimals else "whole_number", decimals=decimals)
    if decimals == 0:
        return int(value)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def fen(text: str) -> int:
    """Return an amount typed in yuan as fen; raises `RefusedError`."""
    found = AMOUNT.fullmatch(plain(text))
    if not found:
        raise RefusedError("money")
    cents = found[2] or ""
    if len(cents.rstrip("0")) > 2:
        raise RefusedError("money_cents")
    yuan = found[1].replace(",", "")
    amount = int(yuan.lstrip("-")) * 100 + int(cents.ljust(2, "0")[:2] or 0)
    return -amount if yuan.startswith("-") else amount


def day(value: Mapping[str, Any] | str) -> str:
    """Return the ISO date of three boxes or one text; raises `RefusedError` saying why not."""
    if isinstance(value, str):
        found = WRITTEN_DATE.fullmatch(plain(value))
        if not found:
            raise RefusedError("date")
        whole = found[4] or ""
        parts = [whole[:4], whole[4:6], whole[6:]] if whole else [found[1], found[2], found[3]]
    else:
        parts = [_box(value.get(key)) for key in ("year", "month", "day")]
    if not all(parts):
        raise RefusedError("date_incomplete")
    if not all(re.fullmatch(r"\d{1,4}", part, re.ASCII) for part in parts):
        raise RefusedError("date")
    return _real(*(int(part) for part in parts))


def _box(value: Any) -> str:
    return plain(str(value)) if isinstance(value, str | int) else ""


def _real(year: int, month: int, day_: int) -> str:
    if not 1800 <= year <= 2999:
        raise RefusedError("year")
    if not 1 <= month <= 12:
        raise RefusedError("month")
    try:
        return date(year, month, day_).isoformat()
    except ValueError as error:
        raise RefusedError("no_such_date", year=year, month=month, day=day_) from error


def phone(text: str) -> str:
    """Return 13812345678, 02223456789, abroad +85223456789; raises `RefusedError`."""
    typed = plain(text)
    if fault(typed, may_break=False) or not (kept := phones.normalised(typed)):
        raise RefusedError("phone")
    return kept
