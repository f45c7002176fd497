"""Contents on disk: encrypted, under a random name, written whole or not at all."""

import os
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from linli.foundation.files.values import FilesUnavailableError
from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import TamperedError

PURPOSE = "files.content"
_NAME = re.compile(r"[0-9a-f]{32}")


def put(content: bytes) -> str:
    """Write contents and return their name. Raises `FilesUnavailableError`."""
    name = secrets.token_hex(16)
    try:
        sealed = privacy.encrypt_bytes(content, purpose=PURPOSE, bound_to=name)
        _write(_path(name), sealed)
    except OSError as error:
        raise FilesUnavailableError from error
    return name


def get(name: str) -> bytes:
    """Return contents; raises `FilesUnavailableError`, `TamperedError`."""
    try:
        token = _path(name).read_bytes()
        return privacy.decrypt_bytes(token, purpose=PURPOSE, bound_to=name)
    except OSError as error:
        raise FilesUnavailableError from error
    except ValueError as error:
        raise TamperedError from error


def drop(name: str) -> None:
    """Delete contents."""
    _path(name).unlink(missing_ok=True)


def names_before(moment: datetime) -> Iterator[str]:
    """Yield the names of contents that lie here unchanged since before a moment.

    What was half written and left behind goes on the way.
    """
    for path in Path(settings.MEDIA_ROOT).glob("??/??/*"):
        try:
            is_old = path.stat(follow_symlinks=False).st_mtime < moment.timestamp()
        except FileNotFoundError:  # somebody let go of it meanwhile
            continue
        if is_old and path.name.startswith("."):
            path.unlink(missing_ok=True)
        elif is_old and _NAME.fullmatch(path.name):
            yield path.name


def _path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / name[:2] / name[2:4] / name


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name[:16]}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        draft.touch(mode=0o600)
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync(path.parent)  # the new name itself survives a power cut


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
