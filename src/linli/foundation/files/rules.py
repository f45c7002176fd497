"""What a file is, by its first bytes, and whether it may be taken: pure."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

from linli.foundation.files.values import (
    SUFFIXES,
    FileRefusedError,
    FileType,
    FileView,
    refused_empty,
    refused_lie,
    refused_size,
    refused_type,
)

NAME_LENGTH = 120
HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_UNNAMEABLE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
# What people send by mistake, so that the refusal can name it.
OTHERS = (
    (b"PK\x03\x04", "Word, Excel or ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word or Excel"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"MZ", "EXE"),
    (b"%OFD", "OFD"),
    (b"<", "HTML, XML or SVG"),
)


def type_of(content: bytes) -> FileType | None:
    """Return the type by the bytes at offset 0, or None for anything not taken."""
    if content.startswith(b"%PDF-"):
        return FileType.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileType.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return FileType.HEIC
    return None


def check(
    content: bytes,
    *,
    name: str,
    declared: str,
    allowed: Collection[FileType],
    max_bytes: int,
) -> FileType:
    """Return the type of a file that may be taken.

    Raises `FileRefusedError` with the exact reason.
    """
    if not content:
        raise refused_empty()
    if len(content) > max_bytes:
        raise refused_size(max_bytes)
    found = type_of(content)
    if found is None or found not in allowed:
        raise _wrong_type(content, found, allowed)
    _refuse_lie(found, name, declared)
    return found


def refit(file: FileView, *, allowed: Collection[FileType], max_bytes: int) -> None:
    """Raise `FileRefusedError` for a stored file that is not as it is asked for here."""
    if file.size > max_bytes:
        raise refused_size(max_bytes)
    if (found := FileType(file.content_type)) not in allowed:
        raise refused_type(found.label, _labels(allowed))


def clean_name(name: str) -> str:
    """Return a name that is safe to show and to save under.

    No path, no control or direction marks.
    """
    name = unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name)
    visible = "".join(c for c in name if unicodedata.category(c) not in {"Cf", "Cc", "Cs", "Co"})
    name = _UNNAMEABLE.sub("_", visible).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if dot and len(suffix) <= 5:
        return f"{stem[: NAME_LENGTH - len(suffix) - 1]}.{suffix}" if stem else suffix
    return name[:NAME_LENGTH] or "file"


def _wrong_type(
    content: bytes, found: FileType | None, allowed: Collection[FileType]
) -> FileRefusedError:
    what = found.label if found else _name_other(content)
    return refused_type(what, _labels(allowed))


def _labels(allowed: Collection[FileType]) -> list[str]:
    return [kind.label for kind in FileType if kind in allowed]


def _name_other(content: bytes) -> str:
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:8]
    return next((name for magic, name in OTHERS if start.startswith(magic)), "")


def _refuse_lie(found: FileType, name: str, declared: str) -> None:
    suffix = PurePosixPath(name.lower()).suffix
    claims = {kind for kind, suffixes in SUFFIXES.items() if suffix in suffixes}
    given = declared.partition(";")[0].strip().lower().replace("image/heif", "image/heic")
    claims |= {kind for kind in FileType if kind.value == given}
    if others := claims - {found}:
        raise refused_lie(min(kind.label for kind in others), found.label)
