"""What rooms above plug in: reasons for which a closed case may not be erased yet."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

# Says why a case is still needed (an appeal, a review, a benefit that runs), or nothing.
Hold = Callable[[UUID], str]
_holds: list[Hold] = []


def keeps_open(hold: Hold) -> None:
    """Ask this hold, registered from an `apps.ready`, before a case is erased."""
    if hold not in _holds:
        _holds.append(hold)


def holds_on(case_id: UUID) -> tuple[str, ...]:
    """Return why a case may not be erased yet."""
    return tuple(why for hold in _holds if (why := hold(case_id)))
