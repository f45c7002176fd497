"""What rooms above plug in: reasons for which a post may not be closed yet."""

from __future__ import annotations

from collections.abc import Callable

# Says whether something still waits at a post: nobody would answer it once the post is closed.
Waits = Callable[[int], bool]
_waits: list[Waits] = []


def keeps_open(waits: Waits) -> None:
    """Ask this, registered from an `apps.ready`, before a post is closed."""
    if waits not in _waits:
        _waits.append(waits)


def has_waiting(post_id: int) -> bool:
    """Return whether something still waits at a post."""
    return any(waits(post_id) for waits in _waits)
