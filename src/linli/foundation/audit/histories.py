"""Chained histories of a room: walked from each first row, and stood for by one digest.

A room keeps for each thing its rows (`seq`, `digest`) and on the thing itself where they end
(`last_seq`, `last_digest`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from linli.foundation.audit import chain
from linli.foundation.audit.values import Broken, Progress, Verified

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import Manager

CHUNK = 1000


@dataclass(frozen=True)
class Histories:
    """The histories of one room: `key` is the events' foreign key to what they are about.

    `payload(owner, event)` gives what a digest covers, `called(owner)` its name in a report.
    """

    name: str
    owners: Manager[Any]
    events: Manager[Any]
    key: str
    payload: Callable[[Any, Any], Mapping[str, Any]]
    called: Callable[[Any], str]

    def verify(self, progress: Progress = lambda _links: None) -> Verified | Broken:
        """Walk all chains in order, memory bounded; name the first row that does not fit."""
        links, seq, link = 0, 0, chain.GENESIS
        owner: Any = None
        rows = self.events.select_related(self.key).order_by(f"{self.key}_id", "seq")
        for row in rows.iterator(chunk_size=CHUNK):
            if owner is None or owner.pk != getattr(row, f"{self.key}_id"):
                if owner is not None and (broken := self._end(owner, seq, link, links)):
                    return broken
                owner, seq, link = getattr(row, self.key), 0, chain.GENESIS
            seq += 1
            link = chain.digest(link, self.payload(owner, row))
            if row.seq != seq or bytes(row.digest) != link:
                where = f"{self.called(owner)} #{row.seq}"
                return Broken(self.name, where, "it or the row before was changed", links)
            links += 1
            if links % CHUNK == 0:
                progress(links)
        if owner is not None and (broken := self._end(owner, seq, link, links)):
            return broken
        return self._lost(links) or Verified(self.name, links, link.hex())

    def head(self) -> bytes:
        """Return one digest over the ends of all chains: it goes into the daily root."""
        ends = hashlib.sha256()
        rows = self.owners.order_by("pk")
        fields = rows.values_list("public_id", "last_seq", "last_digest")
        for public_id, seq, digest in fields.iterator(chunk_size=5 * CHUNK):
            ends.update(public_id.bytes + seq.to_bytes(4, "big") + bytes(digest))
        return ends.digest()

    def _end(self, owner: Any, seq: int, link: bytes, links: int) -> Broken | None:
        """Return the fault of a chain whose end differs from what its owner remembers."""
        if owner.last_seq == seq and bytes(owner.last_digest) == link:
            return None
        where = f"{self.called(owner)} #{seq + 1}"
        return Broken(self.name, where, "rows at its end are missing", links)

    def _lost(self, links: int) -> Broken | None:
        """Return the first that remembers a history of which no row is left."""
        rows = self.events.filter(**{self.key: OuterRef("pk")})
        owners = self.owners.filter(~Exists(rows), last_seq__gt=0)
        lost = owners.order_by("pk").first()
        return Broken(self.name, self.called(lost), "its history is gone", links) if lost else None
