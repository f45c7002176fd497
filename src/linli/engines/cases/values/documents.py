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
    INQUIRY = "inquiry", _("Letter to another body")
    PAUSE = "pause", _("Notice of a pause")
    EXTENSION = "extension", _("Notice of an extension")
    VISIT = "visit", _("Record of a home visit")
    PUBLIC_NOTICE = "notice", _("Public notice")


# How the serial of each begins: 结果, 回执, 告知, 公函, 协查, 暂停, 延期, 入户, 公示 (no I and O).
SERIALS = {
    DocumentKind.RESULT: "JG",
    DocumentKind.RECEIPT: "HZ",
    DocumentKind.TOLD_ONCE: "GZ",
    DocumentKind.LETTER: "GH",
    DocumentKind.INQUIRY: "XC",
    DocumentKind.PAUSE: "ZT",
    DocumentKind.EXTENSION: "YQ",
    DocumentKind.VISIT: "RH",
    DocumentKind.PUBLIC_NOTICE: "GS",
}
# What offices keep among themselves: not sent to the applicant, and not in the account.
OFFICE_PAPERS = frozenset({DocumentKind.VISIT, DocumentKind.INQUIRY})
# What the engine issues when something happens; once revoked, the superior issues it anew.
BY_EVENTS = frozenset(
    {
        DocumentKind.PAUSE,
        DocumentKind.EXTENSION,
        DocumentKind.VISIT,
        DocumentKind.PUBLIC_NOTICE,
    }
)


@dataclass(frozen=True)
class Issued:
    """A document as it was issued: where its file lies, and what stands on it."""

    public_id: UUID
    serial: str
    number: str
    file_id: UUID
