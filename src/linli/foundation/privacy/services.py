"""Encrypt, find without reading, seal a document under its own key.

A token is `version (1) · key id (4) · nonce (12) · ciphertext · tag (16)`. What a token is for
(`purpose`) and where it lives (`bound_to`) are authenticated but not stored: moved to another
column or row it does not open.
"""

import json
from functools import lru_cache
from typing import Any

from linli.foundation.privacy import keyring, registry
from linli.foundation.privacy.values import KeyMissingError, TamperedError

VERSION = b"\x01"
HEAD = 1 + keyring.KEY_ID_BYTES
CASE_KEY_PURPOSE = "case-key"

Token = bytes | memoryview  # what a BinaryField may give back


def encrypt(text: str, *, purpose: str, bound_to: str = "") -> bytes:
    """Encrypt one text with the current master key.

    Purpose: `room.thing.field`; bound_to: its row.
    """
    return _encrypt(text.encode(), purpose=purpose, bound_to=bound_to)


def decrypt(token: Token, *, purpose: str, bound_to: str = "") -> str:
    """Return the text of a token. Raise `TamperedError` or `KeyMissingError`."""
    return _decrypt(token, purpose=purpose, bound_to=bound_to).decode()


def encrypt_bytes(content: bytes, *, purpose: str, bound_to: str = "") -> bytes:
    """Encrypt contents that are no text, as files are; otherwise as `encrypt`."""
    return _encrypt(content, purpose=purpose, bound_to=bound_to)


def decrypt_bytes(token: Token, *, purpose: str, bound_to: str = "") -> bytes:
    """Return the contents of a token. Raise `TamperedError` or `KeyMissingError`."""
    return _decrypt(token, purpose=purpose, bound_to=bound_to)


def blind_index(text: str, *, purpose: str) -> bytes:
    """Return 32 bytes that are equal for equal texts of one purpose.

    And tell nothing without the key.

    The caller normalises the text first (case, spaces, full-width characters).
    """
    return registry.provider().mac(_index_key(purpose, keyring.keyring().index_root), text.encode())


def new_case_key() -> bytes:
    """Return a new random key for one case, wrapped by the current master key.

    To erase a case, forget it.
    """
    return _encrypt(registry.provider().new_key(), purpose=CASE_KEY_PURPOSE, bound_to="")


def rewrap(wrapped_key: Token) -> bytes:
    """Return the same case key wrapped by the current master key (after a rotation)."""
    return _encrypt(_unwrap(wrapped_key), purpose=CASE_KEY_PURPOSE, bound_to="")


def seal(wrapped_key: Token | None, document: dict[str, Any], *, bound_to: str) -> bytes:
    """Encrypt a JSON document with a case's key.

    Bound to a place such as `cases.answers:<case id>`.
    """
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A half surrogate that somebody typed is kept as typed, so that the form can show it again.
    text = plain.encode("utf-8", "surrogatepass")
    blob = registry.provider().encrypt(_unwrap(wrapped_key), text, bound_to=_aad("seal", bound_to))
    return VERSION + blob


def unseal(wrapped_key: Token | None, blob: Token, *, bound_to: str) -> dict[str, Any]:
    """Return the document. Raise `KeyMissingError` once the case's key is erased.

    `TamperedError` otherwise.
    """
    key, blob = _unwrap(wrapped_key), bytes(blob)
    if blob[:1] != VERSION:
        raise TamperedError
    text = registry.provider().decrypt(key, blob[1:], bound_to=_aad("seal", bound_to))
    document: dict[str, Any] = json.loads(text)
    return document


def key_id(token: Token) -> str:
    """Return which master key a token needs, as hexadecimal.

    To find what a rotation has left behind.
    """
    return bytes(token)[1:HEAD].hex()


def _encrypt(text: bytes, *, purpose: str, bound_to: str) -> bytes:
    ring = keyring.keyring()
    head = VERSION + ring.current
    aad = head + _aad(purpose, bound_to)
    return head + registry.provider().encrypt(ring.keys[ring.current], text, bound_to=aad)


def _decrypt(token: Token, *, purpose: str, bound_to: str) -> bytes:
    token = bytes(token)
    head = token[:HEAD]
    if len(head) < HEAD or head[:1] != VERSION:
        raise TamperedError
    aad = head + _aad(purpose, bound_to)
    return registry.provider().decrypt(keyring.key(head[1:]), token[HEAD:], bound_to=aad)


def _unwrap(wrapped_key: Token | None) -> bytes:
    if not wrapped_key:
        raise KeyMissingError
    return _decrypt(wrapped_key, purpose=CASE_KEY_PURPOSE, bound_to="")


def _aad(purpose: str, bound_to: str) -> bytes:
    """Join both so that no two pairs make the same bytes."""
    return b"%d:%s:%s" % (len(purpose.encode()), purpose.encode(), bound_to.encode())


@lru_cache(maxsize=64)
def _index_key(purpose: str, root: bytes) -> bytes:
    return registry.provider().mac(root, f"blind-index:{purpose}".encode())
