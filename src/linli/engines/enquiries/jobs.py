"""Background entry points: what time does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.enquiries.services import due

if TYPE_CHECKING:
    from datetime import datetime


def daily(*, now: datetime) -> None:
    """Tell superiors of what is late, close what was answered long ago: idempotent."""
    due.remind(now=now)
    due.close_old(now=now)
