"""A stored file as others see it, what may be stored, and the room's errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import InvalidError, UnavailableError

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE


class FileType(TextChoices):
    """The types that are taken, by their media type; told by content, never by name."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"
    HEIC = "image/heic", "HEIC"


PHOTOS = frozenset({FileType.JPEG, FileType.PNG, FileType.WEBP, FileType.HEIC})
ALL = frozenset(FileType)
SUFFIXES = {
    FileType.PDF: (".pdf",),
    FileType.JPEG: (".jpg", ".jpeg"),
    FileType.PNG: (".png",),
    FileType.WEBP: (".webp",),
    FileType.HEIC: (".heic", ".heif"),
}


@dataclass(frozen=True)
class FileView:
    """A stored file: what to show of it and where to fetch it."""

    public_id: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    at: datetime
    kind: str = ""
    owner_id: str = ""

    @property
    def url(self) -> str:
        """The address at which it can be fetched by who may."""
        return f"/files/{self.public_id}/"


class FileRefusedError(InvalidError):
    """The file cannot be taken; the sentence says why and what would do."""

    code = "file_refused"
    message = _("This file cannot be taken.")


class FilesUnavailableError(UnavailableError):
    """The disk is full or away."""

    code = "files_unavailable"
    message = _(
        "Files cannot be stored or read just now. Nothing you typed is lost;"
        " please try again in a few minutes."
    )


def refused_empty() -> FileRefusedError:
    """Return the error for a file of no bytes."""
    return FileRefusedError(
        gettext("This file is empty. Please choose it again."), code="file_empty"
    )


def refused_size(max_bytes: int) -> FileRefusedError:
    """Return the error for a file over the limit."""
    return FileRefusedError(
        gettext(
            "This file is larger than %(size)s MB."
            " A photo taken anew at a lower resolution will do."
        )
        % {"size": f"{max_bytes / MEGABYTE:g}"},
        code="file_too_large",
    )


def refused_type(what: str, taken: Sequence[str]) -> FileRefusedError:
    """Return the error for a type that is not taken: what it is, if we know, and what would do."""
    names = {"what": what, "taken": ", ".join(taken)}
    text = (
        gettext("This is a %(what)s file. Please give it as %(taken)s.")
        if what
        else gettext("We do not know this kind of file. Please give it as %(taken)s.")
    )
    return FileRefusedError(text % names, code="file_type")


def refused_lie(claimed: str, found: str) -> FileRefusedError:
    """Return the error for a name that says another type than the contents."""
    return FileRefusedError(
        gettext(
            "The name says %(claimed)s, but inside it is %(found)s."
            " Please save it anew and choose it again."
        )
        % {"claimed": claimed, "found": found},
        code="file_lies",
    )
