"""What a register is, what it is asked, what it answers, and how the log shows that."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic may read the hints
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Permission, Role
from linli.foundation.formspec.values import NO_WORDS, Localised

if TYPE_CHECKING:
    from datetime import date, datetime


class ExchangePermission(Permission):
    """What may be done with the purpose log."""

    READ = "exchange:entry:read", Role.AUDITOR


class FactType(TextChoices):
    """What kind of thing a fact is."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    BOOLEAN = "boolean", _("Yes or no")
    DATE = "date", _("Date")
    LIST = "list", _("Several choices")


class Outcome(TextChoices):
    """What came of a question."""

    FOUND = "found", _("Entry found")
    STALE = "stale", _("Found, but not fresh")
    NOT_FOUND = "not_found", _("No entry")
    UNAVAILABLE = "unavailable", _("Could not be asked")


class Reason(TextChoices):
    """Why a register could not be asked."""

    SLOW = "slow", _("it did not answer in time")
    BROKEN = "broken", _("its answer could not be read")
    REFUSED = "refused", _("it refused the question")
    AWAY = "away", _("it could not be reached")
    RESTING = "resting", _("it failed several times just now and is left alone for a minute")


class Ground(TextChoices):
    """On which ground a register is asked (个人信息保护法 art. 13)."""

    CONSENT = "consent", _("the person agreed")
    LAW = "law", _("by law, for what the person applied for")


@dataclass(frozen=True)
class FactKind:
    """A fact that a register can give: its type, its name, its choices in words."""

    name: str
    type: FactType
    label: Localised
    options: Mapping[str, Localised] = field(default_factory=dict)


@dataclass(frozen=True)
class Register:
    """A register of another body, as the pack declares it."""

    id: str
    name: Localised
    keeper: Localised
    basis: Localised
    fresh_for: int  # days: 0 is as of the day on which it is asked
    facts: Mapping[str, FactKind] = field(default_factory=dict)


@dataclass(frozen=True)
class Identity:
    """Whom a register is asked about; never logged."""

    type: str
    number: str = field(repr=False)


@dataclass(frozen=True)
class Purpose:
    """Why somebody is looked up: for which service, on which ground, for which thing, about whom.

    `about` is the key of the record in the register of people.
    """

    code: str
    name: Localised
    ground: Ground
    kind: str
    subject: UUID
    about: int


@dataclass(frozen=True)
class Question:
    """What a provider is asked."""

    identity: Identity
    facts: frozenset[str]
    purpose: str
    today: date


@dataclass(frozen=True)
class Found:
    """An entry: facts by dotted name, the day they are of, the register's own reference."""

    facts: Mapping[str, Any] = field(repr=False)
    as_of: date
    reference: str = ""


@dataclass(frozen=True)
class NotFound:
    """The register has no entry of this person."""


@dataclass(frozen=True)
class Unavailable:
    """The register gave no answer that can be used."""

    reason: Reason


Answer = Found | NotFound | Unavailable


@dataclass(frozen=True)
class Reply:
    """What one register said, held to what it declared: facts that were wanted, nothing else."""

    register: str
    outcome: Outcome
    asked: tuple[str, ...]
    milliseconds: int
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)
    as_of: date | None = None
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True)
class EntryView:
    """One question, as the log shows it."""

    id: int
    at: datetime
    account_id: int | None
    actor_name: str
    office: str
    channel: str
    purpose_code: str
    purpose: Localised
    ground: Ground
    kind: str
    subject: UUID
    register: str
    register_name: Localised
    facts: tuple[Localised, ...]
    fact_names: tuple[str, ...]
    outcome: Outcome
    reason: str
    milliseconds: int

    @property
    def reason_words(self) -> str:
        """Why it could not be asked, in words."""
        return str(Reason(self.reason).label) if self.reason else ""


@dataclass(frozen=True)
class EntryFilter:
    """Which entries an auditor asks for; empty means all."""

    register: str = ""
    outcome: str = ""
    purpose: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class EntryPage:
    """Some entries, newest first, and where the next page begins."""

    entries: tuple[EntryView, ...] = ()
    next_before: int | None = None


def undeclared(name: str) -> Localised:
    """Return the words for a register or fact that the pack no longer declares: its code."""
    return Localised(name) if name else NO_WORDS
