"""Papers a case issues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from uuid import UUID


class DocumentKind(TextChoices):
    """Which paper of a case."""

    RESULT = "result", _("Notice of result")
    RECEIPT = "receipt", _("Receipt")
    TOLD_ONCE = "told_once", _("Told-once notice")
    LETTER = "letter", _("Letter")


# How the serial of each begins: 结果, 回执, 告知, 公函 (no I and O).
SERIALS = {
    DocumentKind.RESULT: "JG",
    DocumentKind.RECEIPT: "HZ",
    DocumentKind.TOLD_ONCE: "GZ",
    DocumentKind.LETTER: "GH",
}


@dataclass(frozen=True)
class Issued:
    """A document as it was issued: where its file lies, and what stands on it."""

    public_id: UUID
    serial: str
    number: str
    file_id: UUID
