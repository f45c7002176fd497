"""What is made of counts: shares and medians, never added up themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def percent(part: int, whole: int) -> int | None:
    """Return a share in whole percent, rounded down: 100 means all of them; None of nothing."""
    return part * 100 // whole if whole else None


def median(days: Mapping[int, int]) -> int | None:
    """Return the lower median of a histogram of days and cases; None of nothing."""
    cases = sum(days.values())
    passed = 0
    for day in sorted(days):
        passed += days[day]
        if cases and passed * 2 >= cases:
            return day
    return None
