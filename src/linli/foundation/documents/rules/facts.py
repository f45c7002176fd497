"""Signed facts, small enough for a QR code: written, read, checked. Pure.

A code is base32 (RFC 4648, capitals, no padding: the alphanumeric mode of a QR code takes it at
5.5 bits a sign) of `version (1) · key id (4) · signature (64) · text`. The text is UTF-8, one fact
a line in the order of `Facts`. It stands behind the `#` of the address of the page that checks it,
so a camera opens the page and no server's log ever holds it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import astuple, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from linli.foundation.documents.rules.keys import (
    KEY_ID_BYTES,
    SIGNATURE_BYTES,
    is_signed,
    serial_digest,
)
from linli.foundation.documents.values import Checked, Facts, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from linli.foundation.documents.values import PublicKeys

VERSION = b"\x01"
HEAD = len(VERSION) + KEY_ID_BYTES + SIGNATURE_BYTES
PURPOSE = b"linli-facts-1\n"  # what is signed as facts can never pass for a signed file
LONGEST = 24  # of a name on the code; the paper itself has it whole
MOST_SIGNS = 4000  # more than any QR code holds


def code_of(facts: Facts, *, key_id: bytes, sign: Callable[[bytes], bytes]) -> str:
    """Return the facts as a signed code."""
    text = "\n".join(_line(value) for value in astuple(facts)).encode()
    blob = VERSION + key_id + sign(PURPOSE + text) + text
    return base64.b32encode(blob).decode("ascii").rstrip("=")


def code_text(scanned: str) -> str:
    """Return the code in what a scanner gave: an address with the code behind `#`, or the code."""
    return "".join(scanned.rpartition("#")[2].split()).upper().rstrip("=")


def check_code(scanned: str, keys: PublicKeys) -> Checked:
    """Say whether a code is ours: genuine, altered, forged, revoked or unreadable."""
    found = _read(code_text(scanned))
    if found is None:
        return Checked(Verdict.UNREADABLE)
    signer, signature, text = found
    public = keys.keys.get(signer)
    if public is None:
        return Checked(Verdict.FORGED)
    if not is_signed(public, signature, PURPOSE + text):
        return Checked(Verdict.ALTERED)
    facts = _facts(text)
    if facts is None:
        return Checked(Verdict.UNREADABLE)
    if serial_digest(facts.serial) in keys.revoked:
        return Checked(Verdict.REVOKED, facts)
    return Checked(Verdict.GENUINE, facts)


def _line(value: str | date) -> str:
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    text = " ".join(value.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _read(code: str) -> tuple[bytes, bytes, bytes] | None:
    if len(code) > MOST_SIGNS:
        return None
    try:
        blob = base64.b32decode(code + "=" * (-len(code) % 8))
    except (binascii.Error, ValueError):
        return None
    if len(blob) <= HEAD or blob[:1] != VERSION:
        return None
    return blob[1 : 1 + KEY_ID_BYTES], blob[1 + KEY_ID_BYTES : HEAD], blob[HEAD:]


def _facts(text: bytes) -> Facts | None:
    try:
        lines = text.decode().split("\n")
        if len(lines) != len(fields(Facts)):
            return None
        day = datetime.strptime(lines[-1], "%Y%m%d").date()  # noqa: DTZ007
        values: list[Any] = [*lines[:-1], day]
        return Facts(*values)
    except ValueError:
        return None
