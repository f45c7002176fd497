"""Members of a household who must agree, and what contradicts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgreementState(TextChoices):
    """Where the agreement of a family member stands."""

    OWED = "owed", _("Not asked yet")
    ASKED = "asked", _("Asked, no answer yet")
    GIVEN = "given", _("Agreed")
    REFUSED = "refused", _("Did not agree")
    REVOKED = "revoked", _("Took it back")


class AgreementWay(TextChoices):
    """How a family member answered."""

    PHONE = "phone", _("By a code on the telephone")
    COUNTER = "counter", _("In person at the counter")
    PAPER = "paper", _("On paper, signed")
    GUARDIAN = "guardian", _("By the applicant as guardian")


CODE_MINUTES = 24 * 60  # a member may be at work when the message comes
CODE_TRIES = 5
MESSAGES_A_MEMBER = 5


@dataclass(frozen=True)
class FamilyMember:
    """Somebody in the table of the household, as answered; `place` counts from 0."""

    place: int
    name: str = ""
    document_type: str = ""
    number: str = ""
    phone: str = ""
    relation: str = ""
    birth_date: str = ""
    income_fen: int | None = None


@dataclass(frozen=True)
class Contradiction:
    """What cannot both be true; a question may be confirmed as meant."""

    code: str
    path: str
    one: str
    other: str
    is_question: bool = False
    amount_fen: int = 0
