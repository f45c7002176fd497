"""The master keys: a file made at first start.

Readable by its owner only, that grows when a key is added.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from linli.foundation.privacy import keyfile, registry
from linli.foundation.privacy.values import KeyMissingError

KEY_ID_BYTES = 4


@dataclass(frozen=True)
class Keyring:
    """All master keys by id, the one that encrypts today, and the root of the blind indexes.

    The index root is apart and is not rotated: a new one would make every stored index unfindable.
    """

    current: bytes
    keys: dict[bytes, bytes]
    index_root: bytes


def path() -> Path:
    """Return where the file lives: outside the database and outside its backup."""
    return Path(settings.VAR) / "keys" / "master.json"


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    """Return the keyring, read once a process and made at first start."""
    file = path()
    if not file.exists():
        keyfile.write_first(file, _first_content())
    return _read(file)


def key(key_id: bytes) -> bytes:
    """Return a master key by its id; raise `KeyMissingError`.

    A key added by another process is found.
    """
    found = keyring().keys.get(key_id)
    if found is None:
        keyring.cache_clear()
        found = keyring().keys.get(key_id)
    if found is None:
        raise KeyMissingError
    return found


def add_key() -> str:
    """Add a master key and encrypt with it from now on; old tokens stay readable. Return its id."""
    file = path()
    content = keyfile.read(file) if file.exists() else _first_content()
    key_id, secret = _new_entry()
    content["keys"][key_id] = secret
    content["current"] = key_id
    keyfile.replace(file, content)
    keyring.cache_clear()
    return key_id


def _new_entry() -> tuple[str, str]:
    return secrets.token_hex(KEY_ID_BYTES), _text(registry.provider().new_key())


def _first_content() -> dict[str, Any]:
    key_id, secret = _new_entry()
    root = _text(registry.provider().new_key() + registry.provider().new_key())
    return {"version": 1, "current": key_id, "keys": {key_id: secret}, "index_root": root}


def _read(file: Path) -> Keyring:
    content = keyfile.read(file)
    keys = {bytes.fromhex(key_id): _bytes(secret) for key_id, secret in content["keys"].items()}
    return Keyring(bytes.fromhex(content["current"]), keys, _bytes(content["index_root"]))


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
