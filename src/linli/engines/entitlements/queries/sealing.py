"""Words and accounts of an entitlement, encrypted and bound to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from linli.foundation.privacy import services as privacy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from linli.engines.entitlements.models import EntitlementEvent

WORDS, ACCOUNT, PERSON = (
    "entitlements.event.words",
    "entitlements.entitlement.account",
    "entitlements.member.person",
)


def seal(words: Mapping[str, Any], *, purpose: str, bound_to: UUID) -> bytes:
    """Encrypt words about people."""
    text = json.dumps(dict(words), ensure_ascii=False)
    return privacy.encrypt(text, purpose=purpose, bound_to=str(bound_to))


def unseal(token: bytes | memoryview | None, *, purpose: str, bound_to: UUID) -> dict[str, Any]:
    """Return the words; nothing where none were kept."""
    if token is None:
        return {}
    found: dict[str, Any] = json.loads(
        privacy.decrypt(token, purpose=purpose, bound_to=str(bound_to))
    )
    return found


def person_key(number: str) -> bytes:
    """Return the index under which somebody is counted: equal for equal identity numbers."""
    return privacy.blind_index(number.strip().upper(), purpose=PERSON)


def event_payload(owner: UUID, event: EntitlementEvent) -> dict[str, Any]:
    """Return what the digest of an event covers; sealed words count by their ciphertext."""
    return {
        "entitlement": str(owner),
        "seq": event.seq,
        "kind": str(event.kind),
        "at": event.at,
        "on": event.on,
        "account": event.account_id,
        "post": event.post_id,
        "month": event.month,
        "amount": event.amount_fen,
        "until": event.until,
        "data": event.data,
        "sealed": bytes(event.sealed) if event.sealed is not None else None,
    }
