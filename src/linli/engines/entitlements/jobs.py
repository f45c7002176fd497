"""Background entry points: what time does, idempotently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.entitlements.services import expiring, offices, rechecks, registers

if TYPE_CHECKING:
    from datetime import datetime


def daily(*, now: datetime) -> None:
    """Open checks, tell of late ones, remind before the end, end what is over, follow offices."""
    rechecks.open_due(now=now)
    rechecks.warn_late(now=now)
    expiring.warn_before_end(now=now)
    expiring.end_over(now=now)
    offices.follow_successors(now=now)


def monthly(*, now: datetime) -> None:
    """Ask the registers, a batch an hour until each was asked this month."""
    registers.ask_due(now=now)
