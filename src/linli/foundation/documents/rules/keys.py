"""Keys that verify: their ids, and the list of them that is published."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from linli.foundation.documents.values import PublicKeys

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_ID_BYTES = 4
SIGNATURE_BYTES = 64
PUBLIC_KEY_BYTES = 32


def key_id(public: bytes) -> bytes:
    """Return the id of a public key: the first four bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether the owner of the key signed the message (Ed25519, RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def serial_digest(serial: str) -> str:
    """Return how the published list names a revoked document: who has not the paper learns none."""
    return hashlib.sha256(serial.encode()).hexdigest()


def published(keys: Mapping[bytes, bytes], *, revoked: list[str], made_at: str) -> dict[str, Any]:
    """Return the list to publish: every key that ever signed, and what was revoked, as of then."""
    listed = {
        found.hex(): base64.b64encode(public).decode("ascii") for found, public in keys.items()
    }
    return {
        "format": "linli-keys-1",
        "made_at": made_at,
        "keys": listed,
        "revoked": sorted(map(serial_digest, revoked)),
    }


def read_published(content: Any) -> PublicKeys:
    """Return the keys of a published list; raises `ValueError` for anything else."""
    if not isinstance(content, dict) or content.get("format") != "linli-keys-1":
        raise ValueError("not a list of keys")
    try:
        publics = [base64.b64decode(text, validate=True) for text in content["keys"].values()]
        revoked = frozenset(map(str, content.get("revoked", ())))
        made_at = str(content.get("made_at", ""))
    except (KeyError, AttributeError, TypeError, binascii.Error) as error:
        raise ValueError("not a list of keys") from error
    if any(len(public) != PUBLIC_KEY_BYTES for public in publics):
        raise ValueError("a key is not 32 bytes long")
    # The id is computed, never read: nobody puts a key of his own under the id of ours.
    return PublicKeys({key_id(public): public for public in publics}, revoked, made_at)
