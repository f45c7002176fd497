"""What the pack lays down for handling what was granted, by day and division as the amounts are.

A city that lays nothing down gets what harms nobody: nothing is set off, no day is promised, no
check begins early, no reminder goes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.catalogue import queries as catalogue

if TYPE_CHECKING:
    from datetime import date

SETOFF_SHARE = "setoff_share"  # percent of a month that a list may keep back
REPORT_ANSWER_DAYS = "report_answer_days"  # working days
RECHECK_BEFORE_DAYS = "recheck_before_days"
EXPIRY_DAYS = ("expiry_first_days", "expiry_second_days")


def laid_down(name: str, *, on: date, division_code: str = "") -> int | None:
    """Return the number in force on a day in a division; None where nothing is laid down."""
    said = catalogue.parameters(on, division_code).get(name)
    return None if said is None else int(said)
