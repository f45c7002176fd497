"""Make a signed package of files, written to disk one file at a time."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from typing import IO, TYPE_CHECKING

from linli.foundation.documents import signing
from linli.foundation.documents.rules.packages import INDEX, SIGNATURE, index_of, signature_of
from linli.foundation.documents.values import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from linli.foundation.documents.values import Part


def packed(
    parts: Iterable[Part], *, facts: Mapping[str, str], at: datetime
) -> tuple[IO[bytes], str]:
    """Return a package (ZIP) of the parts, at its start, and the SHA-256 of its signed index.

    It lies in a file without a name, which is gone with the last who has it open: what is
    personal in it never stays on the disk. Parts are taken one after another.
    """
    ring = signing.keys()
    made = tempfile.TemporaryFile()  # noqa: SIM115 - the caller sends it and closes it
    try:
        with zipfile.ZipFile(made, "w", compression=zipfile.ZIP_DEFLATED) as archive:
            entries = [_added(archive, part, at) for part in parts]
            index = index_of(facts, entries)
            _write(archive, INDEX, index, at)
            signature = signature_of(index, key_id=ring.current, sign=ring.secret.sign)
            _write(archive, SIGNATURE, signature, at)
    except BaseException:
        made.close()
        raise
    made.seek(0)
    return made, hashlib.sha256(index).hexdigest()


def _added(archive: zipfile.ZipFile, part: Part, at: datetime) -> Entry:
    _write(archive, part.name, part.content, at)
    digest = hashlib.sha256(part.content).hexdigest()
    return Entry(part.name, part.kind, part.title, len(part.content), digest)


def _write(archive: zipfile.ZipFile, name: str, content: bytes, at: datetime) -> None:
    head = zipfile.ZipInfo(name, date_time=at.timetuple()[:6])
    head.compress_type, head.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    archive.writestr(head, content)
