"""Where the owner of a kind of file says, from `apps.ready`, who may read it.

`readable_by("cases", predicate)`: `predicate(actor, owner_id) -> bool`. A kind without one is
read by nobody.
"""

from typing import Protocol
from uuid import UUID

from linli.foundation.actors.values import Actor


class Readable(Protocol):
    """Decides who may read the files of one owner."""

    def __call__(self, actor: Actor, owner_id: str) -> bool:
        """Return whether this actor may read the files of this owner."""


class Fetchable(Protocol):
    """Decides about one file of an owner whose files the actor may read."""

    def __call__(self, actor: Actor, owner_id: str, public_id: UUID) -> bool:
        """Return whether this actor may have this file."""


_predicates: dict[str, Readable] = {}
_narrower: dict[str, Fetchable] = {}


def readable_by(kind: str, predicate: Readable, *, file: Fetchable | None = None) -> None:
    """Ask this predicate for files of the kind; the same kind again replaces.

    With `file` each file is asked about as well, once its owner's files may be read.
    """
    _predicates[kind] = predicate
    if file is not None:
        _narrower[kind] = file


def may_read(actor: Actor, *, kind: str, owner_id: str, public_id: UUID) -> bool:
    """Return whether the owner's room lets the actor read this file."""
    predicate, narrower = _predicates.get(kind), _narrower.get(kind)
    if predicate is None or not predicate(actor, owner_id):
        return False
    return narrower is None or narrower(actor, owner_id, public_id)


def forget(kind: str) -> None:
    """Remove a predicate: for tests."""
    _predicates.pop(kind, None)
    _narrower.pop(kind, None)
