"""What rooms above or beside plug in.

They say what follows a merge, which services a mandate can name, and what they keep of under-14s.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.urls import reverse

Items = Callable[[], tuple[tuple[str, str], ...]]


class MergeHandler(Protocol):
    """Points rows of another room to the kept record, in the transaction of the merge."""

    def __call__(self, *, kept_id: int, dropped_id: int, now: datetime) -> None:
        """Move what belongs to the dropped record."""
        ...


_merge_handlers: list[MergeHandler] = []


def on_merge(handler: MergeHandler) -> None:
    """Call this handler, registered from an `apps.ready`, at every merge; raising vetoes it."""
    if handler not in _merge_handlers:
        _merge_handlers.append(handler)


def merge_handlers() -> tuple[MergeHandler, ...]:
    """Return the handlers in the order of their registration."""
    return tuple(_merge_handlers)


_items: list[Items] = []


def plug_items(items: Items) -> None:
    """Let `items()` list code and words of the services that a mandate can be limited to."""
    _items[:] = [items]


def items() -> tuple[tuple[str, str], ...]:
    """Return the services that can be named; none before a catalogue is there."""
    return _items[0]() if _items else ()


_sheltered: dict[str, str] = {"person": "desk:people:person"}


def plug_sheltered(kind: str, page: str) -> None:
    """Let approvals open things of a kind; `page` is the name of their page at the desk."""
    _sheltered[kind] = page


def sheltered_url(kind: str, subject: UUID) -> str:
    """Return the page that an approval opens."""
    return reverse(_sheltered[kind], args=[subject])
