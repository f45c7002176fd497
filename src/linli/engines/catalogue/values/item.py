"""A published item and its parts."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads the hints of this file
from dataclasses import dataclass, field
from functools import cached_property

from linli.engines.catalogue.values.decisions import Condition, GrantRule  # noqa: TC001
from linli.engines.catalogue.values.flow import Flow, Handler, Limit  # noqa: TC001
from linli.engines.catalogue.values.kinds import (
    Audience,
    Delivery,
    Handling,
    ItemKind,
    ItemType,
    ResultKind,
    Way,
)
from linli.foundation.formspec.schemas import Form
from linli.foundation.formspec.values import NO_WORDS, Localised
from linli.registers.places.values import Level


@dataclass(frozen=True)
class Material:
    """A paper that an item asks for."""

    id: str
    name: Localised
    is_required: bool = True
    when: str = ""  # expression over the answers; empty: always
    form: str = "copy"  # original, copy, electronic
    hint: Localised = NO_WORDS
    source: Localised = NO_WORDS
    later: Limit | None = None  # may follow within so many days, against a promise
    later_when: str = ""  # expression; empty: always
    paper: str = ""  # its kind in the document library


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
    """What comes out of it, and how it reaches people."""

    name: Localised
    kind: ResultKind
    delivery: tuple[Delivery, ...]


@dataclass(frozen=True)
class Question:
    """A question people ask, and the answer."""

    ask: Localised
    answer: Localised


@dataclass(frozen=True)
class Remedy:
    """What can be done against a no: to which body, within which time after it was known."""

    text: Localised
    body: Handler | None = None
    within: Limit | None = None

    def __str__(self) -> str:
        """Return the sentence in the language in force."""
        return str(self.text)


@dataclass(frozen=True)
class End:
    """What ends what was granted; `when` is an expression over facts of registers.

    Where it holds an officer is asked to look, unless the definition says that it stops by itself.
    """

    text: Localised
    when: str = ""
    is_automatic: bool = False

    def __str__(self) -> str:
        """Return the sentence in the language in force."""
        return str(self.text)


@dataclass(frozen=True)
class Recheck:
    """How often what was granted is checked anew, and the stage at which that case begins."""

    months: int
    stage: str


@dataclass(frozen=True)
class Authorisation:
    """Which rows of a table of people have to agree each for themselves, and to what."""

    of: str  # path of the table
    who: str  # expression over `row`
    text: Localised


@dataclass(frozen=True)
class Contacts:
    """Whom to ask and where to complain; `enquiry` empty: the office of the reader's division."""

    enquiry: str = ""
    complaint: str = ""


@dataclass(frozen=True)
class Archive:
    """How many years closed cases are kept; None: for ever. Ten are an assumption to confirm."""

    years: int | None = 10


@dataclass(frozen=True)
class ItemView:
    """A published version of an item, ready to be read, filled in and handled."""

    version_id: int
    code: str
    digest: str
    name: Localised
    summary: Localised
    form: Form = field(repr=False, compare=False)
    flow: Flow = field(repr=False, compare=False)
    materials: tuple[Material, ...] = ()
    category: str = ""
    life_events: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    audience: Audience = Audience.PERSON
    level: Level = Level.STREET
    kind: ItemKind = ItemKind.APPLICATION
    type: ItemType = ItemType.PUBLIC_SERVICE
    handling: Handling = Handling.PROMISED
    compartment: str = ""
    archive: Archive = Archive()
    statutory: Limit | None = None
    case_limit: Limit | None = None  # promised for the whole case, from acceptance
    ways: tuple[Way, ...] = ()
    visits: int = 0
    visits_why: Localised = NO_WORDS
    fee: Fee | None = None
    basis: tuple[Basis, ...] = ()
    conditions: tuple[Condition, ...] = ()
    let: Mapping[str, str] = field(default_factory=dict, compare=False)
    results: tuple[Result, ...] = ()
    grants: tuple[GrantRule, ...] = ()
    faq: tuple[Question, ...] = ()
    contacts: Contacts = Contacts()
    remedies: tuple[Remedy, ...] = ()
    recheck: Localised = NO_WORDS
    recheck_rule: Recheck | None = None
    ends: tuple[End, ...] = ()
    authorisation: Authorisation | None = None
    assumptions: tuple[Localised, ...] = ()  # for the office to confirm
    places: tuple[str, ...] = ()

    @cached_property
    def whole(self) -> Form:
        """The form and what stages write down, as one: what expressions may name."""
        records = tuple(section for stage in self.flow.stages for section in stage.form)
        if not records:
            return self.form
        return Form.model_validate(
            {"sections": (*self.form.sections, *records), "let": dict(self.let)}
        )

    @cached_property
    def record_forms(self) -> Mapping[str, Form]:
        """What is written down, by stage; only stages that write something down."""
        return {
            stage.id: Form.model_validate({"sections": stage.form, "let": dict(self.let)})
            for stage in self.flow.stages
            if stage.form
        }

    @cached_property
    def is_guide_only(self) -> bool:
        """Whether it can be read but not applied for here: a limit is not known, or no flow is."""
        limits = [stage.limit for stage in self.flow.stages]
        return not limits or None in limits or self.case_limit is None
