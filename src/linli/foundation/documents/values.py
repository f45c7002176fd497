"""Errors of the room, signed facts, and what can be said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import LinliError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class DocumentError(LinliError):
    """The document could not be made: a fault of its template, not of what was typed."""

    code = "document_failed"
    status = 500
    message = _("The document could not be made. Nothing was lost; please tell us this number.")


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
