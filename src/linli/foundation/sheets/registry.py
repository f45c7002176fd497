"""Where rooms say, from `apps.ready`, which tables they take.

`register(Importer(sheet=…, permission=…, check=…, load=…, page="desk:people:person"))`. `check`
sees rows without faults and says what would become of each; `load` writes one row in a transaction
of its own and raises a `LinliError` for one that cannot be taken (any more).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from linli.foundation.actors.values import Actor, Permission
    from linli.foundation.sheets.values import Checked, Made, Row, Sheet


class Check(Protocol):
    """Says what would become of rows, and writes nothing."""

    def __call__(self, actor: Actor, *, rows: Sequence[Row], now: datetime) -> Sequence[Checked]:
        """Return one answer a row, in their order, with a bounded number of statements."""


class Load(Protocol):
    """Takes one row in."""

    def __call__(self, actor: Actor, *, row: Row, now: datetime) -> Made:
        """Write it, with the same checks as a page; raise a `LinliError` if it cannot be."""


class Actors(Protocol):
    """Finds who started an import, as the worker goes on with it."""

    def __call__(self, account_id: int, *, today: date) -> Actor:
        """Return the actor with the posts of today."""


@dataclass(frozen=True)
class Importer:
    """A table that a room takes. `page` is the name of the page of what a row becomes."""

    sheet: Sheet
    permission: Permission
    check: Check
    load: Load
    page: str = ""


_importers: dict[str, Importer] = {}
_actors: list[Actors] = []


def register(importer: Importer) -> None:
    """Take this table; the same kind again replaces it."""
    _importers[importer.sheet.kind] = importer


def importers() -> tuple[Importer, ...]:
    """Return all tables in the order in which rooms registered them."""
    return tuple(_importers.values())


def importer(kind: str) -> Importer | None:
    """Return one table, or None for a kind that nobody takes."""
    return _importers.get(kind)


def plug_actors(actors: Actors) -> None:
    """Let `actors` find who started an import."""
    _actors[:] = [actors]


def actor_for(account_id: int, *, today: date) -> Actor:
    """Return who started an import, with the posts of today."""
    return _actors[0](account_id, today=today)


def forget(kind: str) -> None:
    """Remove a table: for tests."""
    _importers.pop(kind, None)
