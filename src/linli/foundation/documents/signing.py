"""The keys that sign papers: a file beside the master keys, made when the first paper is signed.

Only the newest key can sign: adding one forgets the secret of the one before and keeps its public
half, so that what it signed stays genuine for ever.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from linli.foundation.documents.rules.keys import key_id
from linli.foundation.privacy import keyfile


@dataclass(frozen=True)
class SigningKeys:
    """The key that signs today, and the public half of every key that ever did, by id."""

    current: bytes
    secret: Ed25519PrivateKey
    publics: dict[bytes, bytes]


def path() -> Path:
    """Return where the file lives: outside the database and outside its backup."""
    return Path(settings.VAR) / "keys" / "signing.json"


@lru_cache(maxsize=1)
def keys() -> SigningKeys:
    """Return the keys, read once a process and made at first need."""
    if not path().exists():
        keyfile.write_first(path(), _content({}))
    content = keyfile.read(path())
    publics = [base64.b64decode(text) for text in content["publics"]]
    secret = Ed25519PrivateKey.from_private_bytes(base64.b64decode(content["secret"]))
    current = key_id(secret.public_key().public_bytes_raw())
    return SigningKeys(current, secret, {key_id(public): public for public in publics})


def add_key() -> bytes:
    """Sign with a new key from now on; what older ones signed stays genuine. Return its id."""
    keyfile.replace(path(), _content(keyfile.read(path()) if path().exists() else {}))
    keys.cache_clear()
    return keys().current


def _content(before: dict[str, Any]) -> dict[str, Any]:
    secret = Ed25519PrivateKey.generate()
    public = base64.b64encode(secret.public_key().public_bytes_raw()).decode("ascii")
    return {
        "version": 1,
        "secret": base64.b64encode(secret.private_bytes_raw()).decode("ascii"),
        "publics": [*before.get("publics", ()), public],
    }
