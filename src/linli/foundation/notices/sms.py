"""Handing a text message to a carrier: a protocol, and a backend that writes files.

A site names its own class in LINLI_SMS_BACKEND (dotted path, made without arguments). `key` is
the same when a message is tried again, so that a carrier that knows it never sends twice.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

FILE_BACKEND = "linli.foundation.notices.sms.FileBackend"


class SmsBackend(Protocol):
    """Hands one message to a carrier."""

    def send(self, *, phone: str, text: str, key: str) -> None:
        """Send it, or raise: it will be tried again with the same key."""


class FileBackend:
    """Writes one JSON file a message to VAR/outbox/sms.

    For development, tests and gateways that poll a folder.
    """

    def send(self, *, phone: str, text: str, key: str) -> None:
        """Write the file; the same key again writes the same file."""
        folder = Path(settings.VAR) / "outbox" / "sms"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"
        draft = path.with_suffix(f".{os.getpid()}")
        content = {"phone": phone, "text": text, "key": key}
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)


def backend() -> SmsBackend:
    """Return the backend of this site."""
    return cast("SmsBackend", import_string(getattr(settings, "LINLI_SMS_BACKEND", FILE_BACKEND))())
