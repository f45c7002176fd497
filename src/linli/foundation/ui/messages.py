"""What was just done, said once on the next page, with the way to undo it where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.messages.storage.base import Message
    from django.http import HttpRequest

    from linli.foundation.errors.values import Words

UNDO = "undo:"
TONES = {"success": "good", "warning": "warn", "error": "bad", "info": "info", "debug": "quiet"}


@dataclass(frozen=True)
class Toast:
    """One message as the layout draws it."""

    text: str
    tone: str
    undo_url: str = ""


def done(request: HttpRequest, text: Words, *, undo_url: str = "") -> None:
    """Say on the next page what was done; a POST to `undo_url` undoes it."""
    messages.success(request, str(text), extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def toasts(pending: Iterable[Message]) -> tuple[Toast, ...]:
    """Return the waiting messages and mark them as said."""
    return tuple(
        Toast(str(message), TONES.get(message.level_tag, "info"), _undo_url(message))
        for message in pending
    )


def _undo_url(message: Message) -> str:
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
