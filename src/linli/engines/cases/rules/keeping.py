"""How long a closed case is kept, and when it may be erased."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.engines.catalogue.values import Archive

FOR_EVER = "Y"


def kept_for(archive: Archive) -> str:
    """Return the class: Y for ever, D10 or D30 for years (国家档案局令第8号; DA/T 22-2015)."""
    return f"D{archive.years}" if archive.years else FOR_EVER


def keep_until(archive: Archive, *, ended_on: date) -> date | None:
    """Return the last day of keeping; None: for ever.

    Years count from 1 January of the year after the end: an assumption, for the archive to confirm.
    """
    return date(ended_on.year + archive.years, 12, 31) if archive.years else None


def is_due(until: date | None, *, today: date) -> bool:
    """Say whether the period is over; what is kept for ever is never due."""
    return until is not None and today > until
