"""The hash chain that cases, ledgers and the audit log share: pure.

SHA-256, not SM3: anybody can check a proof with the tools at hand, today and in ten years, and
hashing is not where certified modules are asked for secrecy. The first bytes name algorithm and
version, so a later one can stand beside it.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

GENESIS = bytes(32)  # what the first link is chained to
DOMAIN = b"linli-chain-sha256-1\x00"


def digest(previous: bytes, payload: Mapping[str, Any]) -> bytes:
    """Return the 32 bytes that chain this payload to the link before (`GENESIS` for the first).

    Raises TypeError for what has no canonical form: floats, and anything JSON does not know but
    dates, aware times, Decimal and UUID.
    """
    if len(previous) != len(GENESIS):
        raise ValueError("the link before has 32 bytes")
    return hashlib.sha256(DOMAIN + bytes(previous) + canonical(payload)).digest()


def canonical(payload: Mapping[str, Any]) -> bytes:
    """Return the one JSON form of a payload: sorted keys, no spaces, ASCII, times in UTC."""
    plain = _plain(payload)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, str)):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {_key(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return _text(value)


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError("keys of a chained payload are texts")
    return str(key)


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("a naive time has no canonical form")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (date, Decimal, UUID)):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} has no canonical form in a chain")
