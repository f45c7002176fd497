"""A file of keys: readable by its owner only, made once, replaced whole."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def write_first(file: Path, content: dict[str, Any]) -> None:
    """Make the file unless it is there; two processes that start together agree on one.

    A hard link is made once or not at all.
    """
    draft = _draft(file, content)
    with contextlib.suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()


def replace(file: Path, content: dict[str, Any]) -> None:
    """Put the content in the place of the file, whole or not at all."""
    _draft(file, content).replace(file)


def read(file: Path) -> dict[str, Any]:
    """Return the content of the file."""
    content: dict[str, Any] = json.loads(file.read_text(encoding="ascii"))
    return content


def _draft(file: Path, content: dict[str, Any]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    with draft.open("w", encoding="ascii") as opened:
        json.dump(content, opened, indent=1)
        opened.flush()
        os.fsync(opened.fileno())
    return draft
