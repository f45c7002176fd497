"""What an item is made of once it is loaded: frozen, for guide, desk and the case engine."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads the hints of this file
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Role  # noqa: TC001 - pydantic reads it
from linli.foundation.formspec.schemas import Form  # noqa: TC001
from linli.foundation.formspec.values import Localised
from linli.registers.places.values import Level


class DayUnit(TextChoices):
    """In which days a limit is counted."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


@dataclass(frozen=True)
class Limit:
    """A time limit: a number and its unit. 0 working days means on the spot."""

    days: int
    unit: DayUnit = DayUnit.WORKING


@dataclass(frozen=True)
class Handler:
    """Who handles a stage: the body with this function at this level above the division."""

    level: Level
    function: str
    role: Role


class OutcomeKind(TextChoices):
    """What an outcome means for the case, whatever it is called."""

    ACCEPT = "accept", _("Accepted")  # the clock of the item starts
    DECLINE = "decline", _("Not accepted")  # ends before acceptance, reason and remedy in writing
    PASS = "pass", _("Passed on with an opinion")
    GRANT = "grant", _("Granted")
    REFUSE = "refuse", _("Refused")


@dataclass(frozen=True)
class Outcome:
    """One button of a stage and where it leads; no `next` means that this path ends."""

    id: str
    name: Localised
    kind: OutcomeKind
    next: tuple[str, ...] = ()
    needs_reason: bool = False


class Join(TextChoices):
    """When a stage with several before it opens."""

    ALL = "all", _("all are done")
    ANY = "any", _("one is done")


@dataclass(frozen=True)
class Stage:
    """One step of a flow."""

    id: str
    name: Localised
    by: Handler
    outcomes: tuple[Outcome, ...]
    limit: Limit | None = None
    join: Join = Join.ALL
    needed: int | None = None  # n of m; overrides join
    may_supplement: bool = True

    def outcome(self, outcome_id: str) -> Outcome | None:
        """Return the outcome of that id, if the stage has it."""
        return next((found for found in self.outcomes if found.id == outcome_id), None)


@dataclass(frozen=True)
class Flow:
    """The stages of an item and where they begin. Exactly one stage is the intake: the first."""

    first: str
    stages: tuple[Stage, ...]
    place: str = ""  # path of the answer that holds the division code which decides who handles
    extension_days: int = 0
    silence_accepts_after: Limit | None = (
        None  # licences: no word in five working days is acceptance
    )

    def stage(self, stage_id: str) -> Stage:
        """Return the stage; raises `KeyError`."""
        return self._by_id[stage_id]

    @property
    def _by_id(self) -> dict[str, Stage]:
        return {stage.id: stage for stage in self.stages}


@dataclass(frozen=True)
class Material:
    """A paper that an item asks for."""

    id: str
    name: Localised
    is_required: bool = True
    when: str = ""  # expression over the answers; empty: always
    form: str = "copy"  # original, copy, electronic
    hint: Localised = field(default_factory=lambda: Localised(""))
    source: Localised = field(default_factory=lambda: Localised(""))


@dataclass(frozen=True)
class ConditionVerdict:
    """One condition of eligibility and what the answers say: True, False, or None for unknown."""

    id: str
    text: Localised
    result: bool | None
    ask_next: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Eligible, not, or perhaps; with the reason per condition. Kept on the case."""

    result: bool | None
    conditions: tuple[ConditionVerdict, ...]


@dataclass(frozen=True)
class Grant:
    """What a decision would give: name, amount in fen per period, from which rule."""

    id: str
    name: Localised
    amount_fen: int | None
    every: str = ""  # month, once
    from_when: Localised = field(
        default_factory=lambda: Localised("")
    )  # from which month it is paid


NOTHING = Localised("")


class ItemKind(TextChoices):
    """What somebody does when they ask for the item."""

    APPLICATION = "application", _("Application")
    REGISTRATION = "registration", _("Registration")
    FILING = "filing", _("Filing")
    CERTIFICATE = "certificate", _("Certificate")
    CONSULTATION = "consultation", _("Consultation")
    REPORT = "report", _("Report")
    SIGN_UP = "sign_up", _("Sign-up")
    SUBSCRIPTION = "subscription", _("Subscription")


class ItemType(TextChoices):
    """What the item is in administrative law (事项类型)."""

    LICENCE = "licence", _("Licence")
    BENEFIT = "benefit", _("Benefit")
    CONFIRMATION = "confirmation", _("Confirmation")
    REWARD = "reward", _("Reward")
    ADJUDICATION = "adjudication", _("Adjudication")
    PUBLIC_SERVICE = "public_service", _("Public service")


class Audience(TextChoices):
    """For whom the item is."""

    PERSON = "person", _("Individuals")
    ORGANISATION = "organisation", _("Organisations")


class Handling(TextChoices):
    """Done while you wait, or promised within a time."""

    INSTANT = "instant", _("Done while you wait")
    PROMISED = "promised", _("Done within the time promised")


class Way(TextChoices):
    """Ways to ask for the item."""

    PORTAL = "portal", _("Online")
    KIOSK = "kiosk", _("At a self-service machine")
    DESK = "desk", _("At the counter")
    AGENT = "agent", _("Through somebody who acts for you")
    POST = "post", _("By post")
    PHONE = "phone", _("By telephone")


class Delivery(TextChoices):
    """Ways in which a result reaches people."""

    ONLINE = "online", _("Online")
    COUNTER = "counter", _("Collected at the counter")
    POST = "post", _("By post")
    BANK = "bank", _("Paid to your account")


class ResultKind(TextChoices):
    """What somebody holds in the end."""

    CERTIFICATE = "certificate", _("Certificate")
    DECISION = "decision", _("Written decision")
    AGREEMENT = "agreement", _("Agreement")
    RECORD = "record", _("Entry in a register")


class Source(TextChoices):
    """How sure the pack is of a number or rule."""

    LAW = "law", _("Read in the law")
    PAGE = "page", _("Read on an official page")
    ASSUMPTION = "assumption", _("Assumed; the office confirms it")


@dataclass(frozen=True)
class Condition:
    """One condition of eligibility: what must hold, and the sentence people read."""

    id: str
    need: str  # expression
    text: Localised
    source: Source = Source.LAW


@dataclass(frozen=True)
class Basis:
    """A law or document, and the articles."""

    title: Localised
    number: str = ""
    articles: str = ""


@dataclass(frozen=True)
class Fee:
    """What it costs, by which standard and on which basis; an item without a fee has none."""

    name: Localised
    standard: Localised
    basis: Basis
    is_paid_online: bool = False


@dataclass(frozen=True)
class Result:
    """What comes out of it, how it reaches people, and what it looks like."""

    name: Localised
    kind: ResultKind
    delivery: tuple[Delivery, ...]
    sample: Localised


@dataclass(frozen=True)
class Question:
    """A question people ask, and the answer."""

    ask: Localised
    answer: Localised


@dataclass(frozen=True)
class Contacts:
    """Whom to ask and where to complain; `enquiry` empty: the office of the reader's division."""

    enquiry: str = ""
    complaint: str = ""


@dataclass(frozen=True)
class GrantRule:
    """What may be granted: when, how much (an expression in fen), how often, from when."""

    id: str
    name: Localised
    when: str
    amount: str
    every: str
    from_when: Localised = NOTHING
    source: Source = Source.LAW


@dataclass(frozen=True)
class Assumption:
    """Something the pack assumes, in words, for the guide and the office that confirms it."""

    text: Localised


@dataclass(frozen=True)
class Topic:
    """A category or an event of life, under which items are found."""

    code: str
    name: Localised
    icon: str = ""


@dataclass(frozen=True)
class ItemView:
    """A published version of an item, ready to be read, filled in and handled."""

    version_id: int
    code: str
    digest: str
    definition: Mapping[str, Any] = field(repr=False, compare=False)
    name: Localised
    summary: Localised
    form: Form = field(repr=False, compare=False)
    flow: Flow = field(repr=False, compare=False)
    materials: tuple[Material, ...] = ()
    plan: tuple[str, ...] = ()
    category: str = ""
    life_events: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    audience: Audience = Audience.PERSON
    level: Level = Level.STREET
    kind: ItemKind = ItemKind.APPLICATION
    type: ItemType = ItemType.PUBLIC_SERVICE
    handling: Handling = Handling.PROMISED
    compartment: str = ""
    statutory: Limit | None = None
    case_limit: Limit | None = None  # promised for the whole case, from acceptance
    ways: tuple[Way, ...] = ()
    visits: int = 0
    visits_why: Localised = NOTHING
    fee: Fee | None = None
    basis: tuple[Basis, ...] = ()
    conditions: tuple[Condition, ...] = ()
    let: Mapping[str, str] = field(default_factory=dict, compare=False)
    results: tuple[Result, ...] = ()
    grants: tuple[GrantRule, ...] = ()
    faq: tuple[Question, ...] = ()
    contacts: Contacts = Contacts()
    remedies: tuple[Localised, ...] = ()
    recheck: Localised = NOTHING
    ends: tuple[Localised, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    places: tuple[str, ...] = ()
    may_silence_accept: bool = False

    @cached_property
    def is_guide_only(self) -> bool:
        """Whether it can be read but not applied for here: a limit is not known, or no flow is."""
        limits = [stage.limit for stage in self.flow.stages]
        return not limits or None in limits or self.case_limit is None


@dataclass(frozen=True)
class Why:
    """Why an item was found: which kind of match, and the words of the item that matched."""

    kind: str  # "name", "word", "sound", "text"
    text: str


@dataclass(frozen=True)
class Hit:
    """One item found."""

    code: str
    name: Localised
    summary: Localised
    score: float
    why: Why
    is_guide_only: bool = False


@dataclass(frozen=True)
class ParameterView:
    """One dated value of a parameter. Amounts in yuan are held in fen."""

    name: str
    label: Localised
    unit: str
    valid_from: date
    valid_to: date | None
    division_code: str
    value: Any
    source: str


@dataclass(frozen=True)
class StepView:
    """One step of the way, in words."""

    name: Localised
    limit: str


@dataclass(frozen=True)
class AmountView:
    """What may be granted, in words: `300元` or `160元–300元`, and how often."""

    name: Localised
    amount: str
    every: str
    from_when: Localised


@dataclass(frozen=True)
class OfficeView:
    """The office to ask, for one division; without a telephone the hotline answers."""

    name: str
    phone: str


@dataclass(frozen=True)
class GuideView:
    """An item as its guide says it, in the language in force."""

    item: ItemView
    time: str
    statutory: str
    ways: tuple[str, ...]
    fee: str
    steps: tuple[StepView, ...]
    amounts: tuple[AmountView, ...]
    materials: tuple[Material, ...]
    materials_if: tuple[Material, ...]
    hotline: str
    office: OfficeView | None = None


@dataclass(frozen=True)
class ListingView:
    """What the page of services shows: what fits, and the ways to look further."""

    topic: Topic | None
    hits: tuple[Hit, ...]
    items: tuple[ItemView, ...]
    categories: tuple[Topic, ...]
    life_events: tuple[Topic, ...]
