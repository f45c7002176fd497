"""Proof that no history was changed: every chain walked from its first row."""

from __future__ import annotations

import hashlib

from linli.engines.enquiries.models import Enquiry, EnquiryEvent
from linli.engines.enquiries.queries.sealing import payload
from linli.foundation.audit import chain
from linli.foundation.audit.values import Broken, Progress, Verified

NAME = "enquiries"


def verify(progress: Progress = lambda _links: None) -> Verified | Broken:
    """Walk the chains of all enquiries in order; name the first row that does not fit."""
    links = 0
    enquiry: Enquiry | None = None
    link, seq = chain.GENESIS, 0
    rows = EnquiryEvent.objects.select_related("enquiry").order_by("enquiry_id", "seq")
    for row in rows.iterator(chunk_size=1000):
        if enquiry is None or enquiry.pk != row.enquiry_id:
            if enquiry is not None and (broken := _end(enquiry, seq, link, links)):
                return broken
            enquiry, link, seq = row.enquiry, chain.GENESIS, 0
        seq += 1
        link = chain.digest(link, payload(enquiry, row))
        if row.seq != seq or bytes(row.digest) != link:
            return Broken(
                NAME, f"{enquiry.number} #{row.seq}", "it or the row before was changed", links
            )
        links += 1
        if links % 1000 == 0:
            progress(links)
    if enquiry is not None and (broken := _end(enquiry, seq, link, links)):
        return broken
    lost = Enquiry.objects.filter(last_seq__gt=0, events=None).first()
    if lost is not None:
        return Broken(NAME, lost.number, "its history is gone", links)
    return Verified(NAME, links, link.hex())


def head() -> bytes:
    """Return one digest over the ends of all chains: it goes into the daily root of the audit."""
    ends = hashlib.sha256()
    rows = Enquiry.objects.order_by("pk").values_list("public_id", "last_seq", "last_digest")
    for public_id, seq, digest in rows.iterator(chunk_size=5000):
        ends.update(public_id.bytes + seq.to_bytes(4, "big") + bytes(digest))
    return ends.digest()


def _end(enquiry: Enquiry, seq: int, link: bytes, links: int) -> Broken | None:
    """Return the fault of a chain whose end differs from what the enquiry remembers."""
    if enquiry.last_seq == seq and bytes(enquiry.last_digest) == link:
        return None
    return Broken(NAME, f"{enquiry.number} #{seq + 1}", "rows at its end are missing", links)
