"""Opening and sealing what was said; what the digest of an event covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.foundation.privacy import services as privacy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linli.engines.enquiries.models import Enquiry, EnquiryEvent


def seal(row: Enquiry, words: Mapping[str, Any]) -> bytes:
    """Seal words with the key of the enquiry."""
    return privacy.seal(bytes(row.key), dict(words), bound_to=_bound(row))


def unseal(row: Enquiry, event: EnquiryEvent) -> dict[str, Any]:
    """Open the words of an event; none where nothing was said."""
    if event.sealed is None:
        return {}
    return privacy.unseal(bytes(row.key), bytes(event.sealed), bound_to=_bound(row))


def payload(row: Enquiry, event: EnquiryEvent) -> dict[str, Any]:
    """Return what the digest of an event covers; sealed words count by their ciphertext."""
    return {
        "enquiry": str(row.public_id),
        "seq": event.seq,
        "kind": event.kind,
        "at": event.at,
        "account": event.account_id,
        "post": event.post_id,
        "data": event.data,
        "sealed": bytes(event.sealed) if event.sealed is not None else None,
    }


def _bound(row: Enquiry) -> str:
    return f"enquiry:{row.public_id}"
