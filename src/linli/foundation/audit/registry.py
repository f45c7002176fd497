"""Where rooms with chained rows of their own say how these are checked, from `apps.ready`.

`chain("cases", verify, head)`: `verify(progress) -> Verified | Broken` walks the room's chains;
`head() -> bytes` gives 32 bytes that stand for their present state and go into the daily root.
"""

from dataclasses import dataclass
from typing import Protocol

from linli.foundation.audit.values import Broken, Progress, Verified


class Verify(Protocol):
    """Walks the chains of a room."""

    def __call__(self, progress: Progress) -> Verified | Broken:
        """Return whether all links fit, or the first that does not."""


class Head(Protocol):
    """Stands for the present state of a room's chains."""

    def __call__(self) -> bytes:
        """Return 32 bytes."""


@dataclass(frozen=True)
class Chain:
    """One room's chains."""

    name: str
    verify: Verify
    head: Head | None = None


_chains: dict[str, Chain] = {}
_guarded: dict[str, str] = {}


def chain(name: str, verify: Verify, head: Head | None = None) -> None:
    """Have `linli audit verify` check this room's chains too."""
    _chains[name] = Chain(name, verify, head)


def chains() -> tuple[Chain, ...]:
    """Return the chains of all rooms, by name."""
    return tuple(_chains[name] for name in sorted(_chains))


def guard(table: str) -> None:
    """Have `linli audit verify` make sure that the append-only guard of this table stands."""
    _guarded[table] = table


def guarded() -> tuple[str, ...]:
    """Return the tables whose guard must stand."""
    return tuple(sorted(_guarded))


def forget(name: str) -> None:
    """Remove a chain: for tests."""
    _chains.pop(name, None)
