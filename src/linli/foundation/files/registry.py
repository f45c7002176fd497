"""Where the owner of a kind of file says, from `apps.ready`, who may read it.

`readable_by("cases", predicate)`: `predicate(actor, owner_id) -> bool`. A kind without one is
read by nobody.
"""

from typing import Protocol

from linli.foundation.actors.values import Actor


class Readable(Protocol):
    """Decides who may read the files of one owner."""

    def __call__(self, actor: Actor, owner_id: str) -> bool:
        """Return whether this actor may read the files of this owner."""


_predicates: dict[str, Readable] = {}


def readable_by(kind: str, predicate: Readable) -> None:
    """Ask this predicate for files of the kind; the same kind again replaces."""
    _predicates[kind] = predicate


def may_read(actor: Actor, *, kind: str, owner_id: str) -> bool:
    """Return whether the owner's room lets the actor read."""
    predicate = _predicates.get(kind)
    return predicate is not None and predicate(actor, owner_id)


def forget(kind: str) -> None:
    """Remove a predicate: for tests."""
    _predicates.pop(kind, None)
