"""Background entry points: the outbox's follow-up and what time does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.services import (
    awaiting,
    due,
    places,
    posting,
    promises,
    revoking,
    successors,
)

if TYPE_CHECKING:
    from datetime import datetime


def daily(*, now: datetime) -> None:
    """Remind, escalate, accept by silence, take down, go on, close, forget.

    All of it is idempotent.
    """
    due.recompute(only_provisional=True)
    due.accept_by_silence(now=now)
    posting.take_down(now=now)
    awaiting.give_up(now=now)
    places.fill_all(now=now)
    due.remind(now=now)
    revoking.settle(now=now)
    promises.follow_up_promises(now=now)
    due.archive(now=now)
    due.file_closed()
    due.forget_drafts(now=now)


def hourly(*, now: datetime) -> None:
    """Pass what closed offices and divisions had at work to those that follow; idempotent.

    It looks at every office with work in the city: too much for every ten minutes.
    """
    successors.follow_successors(now=now)
