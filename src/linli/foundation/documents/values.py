"""Errors of the room, signed facts, and what can be said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import InvalidError, LinliError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from linli.foundation.errors.values import Words


MOST_BYTES = 1024 * 1024  # of a picture that stands on papers


class DocumentError(LinliError):
    """The document could not be made: a fault of its template, not of what was typed."""

    code = "document_failed"
    status = 500
    message = _("The document could not be made. Nothing was lost; please tell us this number.")


class PictureFault(TextChoices):
    """Why a picture is not taken for a paper; each says what would do."""

    TYPE = "type", _("Please give the picture as PNG or SVG.")
    TOO_LARGE = "too_large", _("The picture is larger than 1 MB. Please save it smaller.")
    SIZE = (
        "size",
        _("The picture should have 300 to 3,000 pixels a side and be round or square."),
    )
    ACTIVE = (
        "active",
        _("The drawing has text, links or scripts in it. Please save it as outlines, or as PNG."),
    )
    UNREADABLE = "unreadable", _("This picture cannot be read. Please save it anew.")
    EMPTY = "empty", _("There is nothing to see on this picture.")
    OPAQUE = (
        "opaque",
        _("The background is not transparent. Please save the seal alone, without its paper."),
    )


class PictureRefusedError(InvalidError):
    """The picture cannot stand on a paper."""

    code = "picture_refused"

    def __init__(self, fault: PictureFault) -> None:
        super().__init__(fault.label, problems=[Problem("picture", fault.value, fault.label)])


class Verdict(TextChoices):
    """What can be said of a paper, a code or a file; each has its sentence."""

    GENUINE = "genuine", _("Genuine: this is exactly what we issued.")
    ALTERED = "altered", _("Altered: we issued something like this, and it was changed afterwards.")
    FORGED = "forged", _("Forged: it bears a signature that is not ours.")
    REVOKED = "revoked", _("Revoked: we issued this, and it is no longer valid.")
    UNKNOWN = "unknown", _("Unknown: we have no document with this number.")
    UNSIGNED = "unsigned", _("Not signed: this file bears no signature, so it proves nothing.")
    UNREADABLE = (
        "unreadable",
        _("Unreadable: this is not a document or a code of ours, or only part of one."),
    )


@dataclass(frozen=True)
class Facts:
    """What a paper says in its code: no more than anybody may read on it, the holder masked.

    Of a sealed matter `item` and `holder` are empty.
    """

    serial: str
    kind: str
    decision: str
    office: str
    number: str  # 文号; empty where the paper has none
    item: str
    holder: str
    issued_on: date


@dataclass(frozen=True)
class PublicKeys:
    """Keys by id, and the digests of revoked serials, as of a moment."""

    keys: Mapping[bytes, bytes]
    revoked: frozenset[str] = frozenset()
    made_at: str = ""


@dataclass(frozen=True)
class Checked:
    """A verdict, and the facts where the signature holds."""

    verdict: Verdict
    facts: Facts | None = None

    @property
    def sentence(self) -> str:
        """The verdict as a sentence."""
        return str(self.verdict.label)

    @property
    def is_genuine(self) -> bool:
        """Whether it may be relied upon."""
        return self.verdict is Verdict.GENUINE


@dataclass(frozen=True)
class Part:
    """A file that goes into a package: where it lies in it, what it is, its contents."""

    name: str
    kind: str
    title: str
    content: bytes


@dataclass(frozen=True)
class Entry:
    """A file as the index of a package names it."""

    name: str
    kind: str
    title: str
    size: int  # bytes
    sha256: str


class PackageFault(TextChoices):
    """What can be wrong with one file of a package; each has its sentence."""

    ALTERED = "altered", _("%(name)s: altered after it was packed.")
    MISSING = "missing", _("%(name)s: missing, though the index names it.")
    EXTRA = "extra", _("%(name)s: extra, the index knows nothing of it.")


# What is said of a package as a whole, by its verdict.
PACKAGE_SENTENCES: Mapping[Verdict, Words] = {
    Verdict.GENUINE: _("Genuine: the package is whole, and every file is as it was packed."),
    Verdict.ALTERED: _("Altered: the package is not as it was packed."),
    Verdict.FORGED: _("Forged: its index bears a signature that is not ours."),
    Verdict.UNSIGNED: _("Not signed: the package bears no signature, so it proves nothing."),
    Verdict.UNREADABLE: _("Unreadable: this is not a package of ours, or only part of one."),
}


@dataclass(frozen=True)
class CheckedPackage:
    """A verdict on a package, what its index says, and what is wrong with which file."""

    verdict: Verdict
    facts: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[tuple[PackageFault, str], ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The verdict as a sentence, then one for each file that is not as it was packed."""
        said = (str(fault.label) % {"name": name} for fault, name in self.faults)
        return (str(PACKAGE_SENTENCES[self.verdict]), *said)
