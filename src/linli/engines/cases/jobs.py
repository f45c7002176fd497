"""Background entry points: the outbox's follow-up and what time does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.services import due

if TYPE_CHECKING:
    from datetime import datetime


def daily(*, now: datetime) -> None:
    """Remind, escalate, accept by silence, close and forget: all idempotent."""
    due.recompute(only_provisional=True)
    due.accept_by_silence(now=now)
    due.remind(now=now)
    due.archive(now=now)
    due.forget_drafts(now=now)
