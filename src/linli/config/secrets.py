"""Secrets that are made at first start and live in files outside the database and its backup."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path


def secret_key(var: Path) -> str:
    """Return the signing key of sessions: LINLI_SECRET_KEY, else a file made on first use."""
    if given := os.environ.get("LINLI_SECRET_KEY"):
        return given
    return read_or_make(var / "keys" / "secret_key", lambda: secrets.token_urlsafe(50))


def read_or_make(path: Path, make: Callable[[], str]) -> str:
    """Return the text of the file, made once; two processes that start together agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make(), encoding="ascii")
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
