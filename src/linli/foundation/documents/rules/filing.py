"""The file itself signed: one file is enough, no reader minds, no byte may change. Pure.

Two comment lines stand before the last `startxref` of the PDF (ISO 32000-1, 7.2.4: comments mean
nothing; no offset moves): the signed facts, and the signature over every byte of the file but its
own line. What is added behind, as an incremental update would be, is a change.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from linli.foundation.documents.rules.facts import check_code
from linli.foundation.documents.rules.keys import is_signed
from linli.foundation.documents.values import Checked, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from linli.foundation.documents.values import PublicKeys

PURPOSE = b"linli-file-1\n"
MARK = b"%Linli-"
_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
_SIGNED = re.compile(
    rb"%Linli-Facts ([A-Z2-7]+)\n"
    rb"(%Linli-Signature ([0-9a-f]{8}) ([A-Za-z0-9_-]{86})\n)"
    rb"startxref\s+\d+\s+%%EOF\s*\Z"
)
TAIL = 8192  # bytes in which the lines stand


def sign_file(content: bytes, *, code: str, key_id: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the PDF with its facts and its signature; raises `ValueError` for what is no PDF."""
    end = _END.search(content, max(0, len(content) - TAIL))
    if end is None or MARK in content:
        raise ValueError("not a PDF that can be signed")
    head = content[: end.start()] + b"%Linli-Facts " + code.encode("ascii") + b"\n"
    tail = content[end.start() :]
    signature = base64.urlsafe_b64encode(sign(_message(head + tail))).rstrip(b"=")
    return head + b"%Linli-Signature " + key_id.hex().encode() + b" " + signature + b"\n" + tail


def is_paper(content: bytes) -> bool:
    """Return whether these bytes are a PDF."""
    return content.lstrip()[:5] == b"%PDF-"


def check_file(content: bytes, keys: PublicKeys) -> Checked:
    """Say whether a PDF is ours: genuine, altered, forged, revoked, unsigned or unreadable."""
    if not is_paper(content):
        return Checked(Verdict.UNREADABLE)
    found = _SIGNED.search(content, max(0, len(content) - TAIL))
    if found is None:
        return Checked(Verdict.ALTERED if b"\n" + MARK in content else Verdict.UNSIGNED)
    public = keys.keys.get(bytes.fromhex(found[3].decode()))
    if public is None:
        return Checked(Verdict.FORGED)
    signature = base64.urlsafe_b64decode(found[4] + b"==")
    rest = content[: found.start(2)] + content[found.end(2) :]
    if not is_signed(public, signature, _message(rest)):
        return Checked(Verdict.ALTERED)
    return check_code(found[1].decode(), keys)


def _message(content: bytes) -> bytes:
    return PURPOSE + hashlib.sha256(content).digest()
