"""Days in words, always with their year: on paper and years later they must still be clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

if TYPE_CHECKING:
    from datetime import date

MONTHS = "January February March April May June July August September October November December"


def is_chinese() -> bool:
    """Return whether Chinese is read now."""
    return not (get_language() or "").startswith("en")


def day_words(day: date) -> str:
    """Return 2026年11月20日 or 20 November 2026."""
    if is_chinese():
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}"
