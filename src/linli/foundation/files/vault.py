"""Contents on disk: encrypted, under a random name, written whole or not at all."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from linli.foundation.files.values import FilesUnavailableError
from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import TamperedError

PURPOSE = "files.content"


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
