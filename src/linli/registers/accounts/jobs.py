"""Background entry points: who stands in is told on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.registers.accounts.services import absences

if TYPE_CHECKING:
    from datetime import datetime


def daily(*, now: datetime) -> None:
    """Tell who stands in from today; ask for hand-over notes: idempotent."""
    absences.remind(now=now)
