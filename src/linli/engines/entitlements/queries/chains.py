"""Proof that no history was changed: every chain walked from its first row."""

from __future__ import annotations

import hashlib

from linli.engines.entitlements.models import Entitlement, EntitlementEvent
from linli.engines.entitlements.queries.sealing import event_payload
from linli.foundation.audit import chain
from linli.foundation.audit.values import Broken, Progress, Verified

NAME = "entitlements"


def verify(progress: Progress = lambda _links: None) -> Verified | Broken:
    """Walk the chains of all entitlements; name the first row that does not fit."""
    links, owner, link, seq = 0, 0, chain.GENESIS, 0
    rows = EntitlementEvent.objects.select_related("entitlement").order_by("entitlement_id", "seq")
    ends: dict[int, tuple[int, bytes]] = {}
    for row in rows.iterator(chunk_size=1000):
        if row.entitlement_id != owner:
            owner, link, seq = row.entitlement_id, chain.GENESIS, 0
        seq += 1
        link = chain.digest(link, event_payload(row.entitlement.public_id, row))
        if row.seq != seq or bytes(row.digest) != link:
            return Broken(NAME, f"{owner} #{row.seq}", "it or the row before was changed", links)
        ends[owner] = (seq, link)
        links += 1
        if links % 1000 == 0:
            progress(links)
    kept = Entitlement.objects.order_by("pk").values_list("pk", "last_seq", "last_digest")
    for pk, last_seq, digest in kept.iterator(chunk_size=5000):
        if ends.get(pk, (0, b"")) != (last_seq, bytes(digest)):
            return Broken(NAME, f"{pk} #{last_seq}", "rows at its end are missing", links)
    return Verified(NAME, links, link.hex())


def head() -> bytes:
    """Return one digest over the ends of all chains, for the daily root of the audit."""
    ends = hashlib.sha256()
    rows = Entitlement.objects.order_by("pk").values_list("public_id", "last_seq", "last_digest")
    for public_id, seq, digest in rows.iterator(chunk_size=5000):
        ends.update(public_id.bytes + seq.to_bytes(4, "big") + bytes(digest))
    return ends.digest()
