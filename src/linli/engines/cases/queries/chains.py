"""Proof that no history was changed: every chain walked from its first row."""

from __future__ import annotations

import hashlib

from linli.engines.cases.models import Case, CaseEvent
from linli.engines.cases.queries.sealing import event_payload
from linli.foundation.audit import chain
from linli.foundation.audit.values import Broken, Progress, Verified

NAME = "cases"


def verify(progress: Progress = lambda _links: None) -> Verified | Broken:
    """Walk the chains of all cases in order; name the first row that does not fit."""
    links = 0
    case: Case | None = None
    link, seq = chain.GENESIS, 0
    rows = CaseEvent.objects.select_related("case").order_by("case_id", "seq")
    for row in rows.iterator(chunk_size=1000):
        if case is None or case.pk != row.case_id:
            if case is not None and (broken := _end(case, seq, link, links)):
                return broken
            case, link, seq = row.case, chain.GENESIS, 0
        seq += 1
        link = chain.digest(link, event_payload(case, row))
        if row.seq != seq or bytes(row.digest) != link:
            return Broken(
                NAME, f"{case.number} #{row.seq}", "it or the row before was changed", links
            )
        links += 1
        if links % 1000 == 0:
            progress(links)
    if case is not None and (broken := _end(case, seq, link, links)):
        return broken
    lost = Case.objects.filter(last_seq__gt=0, events=None).first()
    if lost is not None:
        return Broken(NAME, lost.number, "its history is gone", links)
    return Verified(NAME, links, link.hex())


def head() -> bytes:
    """Return one digest over the ends of all chains: it goes into the daily root of the audit."""
    ends = hashlib.sha256()
    rows = Case.objects.order_by("pk").values_list("public_id", "last_seq", "last_digest")
    for public_id, seq, digest in rows.iterator(chunk_size=5000):
        ends.update(public_id.bytes + seq.to_bytes(4, "big") + bytes(digest))
    return ends.digest()


def _end(case: Case, seq: int, link: bytes, links: int) -> Broken | None:
    """Return the fault of a chain whose end differs from what the case remembers."""
    if case.last_seq == seq and bytes(case.last_digest) == link:
        return None
    return Broken(NAME, f"{case.number} #{seq + 1}", "rows at its end are missing", links)
