"""How long a paper counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def until(*, expires_on: date | None, given_on: date, months: int) -> date:
    """Return the last day of a paper; without one stated, `months` from the day it was given."""
    if expires_on is not None:
        return expires_on
    year, month = divmod(given_on.month - 1 + months, 12)
    return given_on.replace(year=given_on.year + year, month=month + 1, day=min(given_on.day, 28))


def is_expired(*, until: date, today: date) -> bool:
    """Say whether a paper's last day is over."""
    return until < today


def are_possible(*, issued_on: date | None, expires_on: date | None, today: date) -> bool:
    """Say whether the days of a paper can be true: issued by today, expiring after that."""
    if issued_on is not None and issued_on > today:
        return False
    return expires_on is None or issued_on is None or issued_on <= expires_on
