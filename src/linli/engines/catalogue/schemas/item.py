"""`items/*.yaml`: one item. How it reads and why: docs/decisions/0003-item-format.md."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from linli.engines.catalogue.schemas.words import AtLevel, Body, By, Days, Formula, Id, Path
from linli.engines.catalogue.values import (
    Audience,
    Awaited,
    Delivery,
    FirstMonth,
    GrantForm,
    Handling,
    ItemKind,
    ItemType,
    Join,
    OutcomeKind,
    ResultKind,
    Source,
    StageKind,
    ValueDay,
    Way,
)
from linli.foundation.packs.schemas import Shape, Text, refuse


def _listed(value: Any) -> Any:
    """Take one word for a list of one, and `end` for no next stage."""
    if value == "end":
        return []
    return [value] if isinstance(value, str) else value


def _worded(value: Any) -> Any:
    """Take bare words in two languages for a shape that says no more than they do."""
    return {"text": value} if isinstance(value, dict) and "zh" in value else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]?\.[0-9]{2}(-[0-9]{2})?$")]


class BasisShape(Shape):
    """A law or document and the articles relied on."""

    title: Text
    number: str = ""
    articles: str = ""


class VisitsShape(Shape):
    """How often somebody must come, and why."""

    count: int = Field(ge=0, le=9)
    why: Text | None = None


class FeeShape(Shape):
    """What is charged for, how much, and on which basis."""

    name: Text
    standard: Text
    basis: BasisShape
    online: bool = False


class LimitsShape(Shape):
    """The whole case: what the law allows, and what is promised."""

    statutory: Days
    promised: Days
    source: Source = Source.LAW


class ConditionShape(Shape):
    """One named condition: what must hold, and the sentence people read."""

    id: Id
    need: Formula
    text: Text
    source: Source = Source.LAW


class MaterialShape(Shape):
    """A paper. One that is `shared` is looked up first and needs a `when`: if that fails.

    One with `later` may follow within so many days, against a promise (容缺后补).
    """

    id: Id
    name: Text
    required: bool = True
    shared: bool = False
    when: Formula = ""
    form: Literal["original", "copy", "electronic"] = "copy"
    paper: Id | None = None  # its kind in papers.yaml: one given before is offered
    hint: Text | None = None
    source_of: Text | None = Field(default=None, alias="from")
    later: Days = None
    later_when: Formula = ""


class InsteadShape(Shape):
    """Where an outcome leads instead of its `next`, if this holds."""

    when: Formula
    next: Names


class OutcomeShape(Shape):
    """A button of a stage: what it is called, what it means, where it leads.

    It can be pressed only if its `when` holds; of `instead` the first that holds decides where.
    """

    name: Text
    kind: OutcomeKind
    next: Names = ()
    reason: bool | None = None  # unless said: asked for when it is a no
    when: Formula = ""
    instead: tuple[InsteadShape, ...] = ()


class NoticeShape(Shape):
    """How long a public notice is posted, and the only fields that it shows."""

    posted: Days
    shows: tuple[Path, ...] = Field(min_length=1)


class WaitShape(Shape):
    """Which verdict is waited for, and how long at most."""

    verdict: Awaited = Field(alias="for")
    item: Code | None = None
    at_most: Days


class PlaceShape(Shape):
    """How many places there are for each answer of a question."""

    of: Path
    number: Formula


class StageShape(Shape):
    """One step: who, in which time, what is written down, with which outcomes."""

    name: Text
    by: By
    limit: Days
    source: Source = Source.LAW
    join: Join = Join.ALL
    needed: int | None = Field(default=None, ge=1)
    supplement: bool = True
    kind: StageKind = StageKind.DESK
    people: int = Field(default=0, ge=0, le=20)
    form: tuple[dict[str, Any], ...] = ()
    tells: tuple[Path, ...] = ()
    notice: NoticeShape | None = None
    wait: WaitShape | None = None
    place: PlaceShape | None = None
    outcomes: dict[Id, OutcomeShape] = Field(min_length=1)


class FlowShape(Shape):
    """Where a case begins, whose division decides who handles it, and its stages."""

    first: Id
    place: Annotated[tuple[Path, ...], BeforeValidator(_listed), Field(min_length=1)]
    extension: int = Field(default=0, ge=0, le=60)  # working days, once, with the head's approval
    silence_accepts: Days = None
    stages: dict[Id, StageShape] = Field(min_length=1)


class ResultShape(Shape):
    """What somebody holds in the end, and what it looks like."""

    name: Text
    kind: ResultKind
    delivery: tuple[Delivery, ...] = Field(min_length=1)
    sample: Text | None = None


class GrantShape(Shape):
    """What is granted: when, how much (fen), how often, from which month, by which day's value."""

    id: Id
    name: Text
    when: Formula
    amount: Formula
    every: Literal["once", "month", "year"]
    from_when: Text | None = Field(default=None, alias="from")
    source: Source = Source.LAW
    form: GrantForm = GrantForm.MONEY
    value_of: ValueDay = ValueDay.APPLICATION
    first: FirstMonth = FirstMonth.APPLICATION
    months: int | None = Field(default=None, ge=1, le=600)


class RecheckShape(Shape):
    """How what was granted is checked anew: by registers (words only), or by a case of its own."""

    text: Text
    months: int | None = Field(default=None, ge=1, le=120)
    stage: Id | None = None


class EndShape(Shape):
    """What ends what was granted; with `when` the registers are asked each month.

    An officer looks at what they say before anything stops; `stops: itself` is for ends that leave
    nothing to look at.
    """

    text: Text
    when: Formula = ""
    stops: Literal["asked", "itself"] = "asked"

    @model_validator(mode="after")
    def _by_what(self) -> Self:
        if self.stops == "itself" and not self.when:
            raise refuse(_("nothing says when it stops by itself"), _("add when, or remove stops"))
        return self


class RemedyShape(Shape):
    """What can be done against a no: to which body, within which time after it was known."""

    text: Text
    body: Body | None = None
    within: Days = None


class AuthorisationShape(Shape):
    """Who among the people of a table agrees each for themselves before anything is handed in."""

    of: Path
    who: Formula
    text: Text


class QuestionShape(Shape):
    """A question people ask, and the answer."""

    ask: Text
    answer: Text


class ContactsShape(Shape):
    """Whom to ask (`by_division`: the reader's own office) and where to complain."""

    enquiry: str
    complaint: str


class ExpectShape(Shape):
    """What a test expects. Only what is said is compared."""

    eligible: Literal["yes", "no", "unknown"] | None = None
    because: tuple[Id, ...] | None = None
    ask_next: tuple[str, ...] | None = None
    grants: dict[Id, str] | None = None  # as people say it: "300 yuan", "nothing", "unknown"
    materials: tuple[Id, ...] | None = None
    place: str | None = None
    stages: tuple[Id, ...] | None = None
    handlers: dict[Id, str] | None = None
    due: dict[Id, date] | None = None
    complete: Literal["yes", "no"] | None = None
    problems: tuple[str, ...] | None = None


class ExampleShape(Shape):
    """A test beside the definition: these answers, on this day, lead to that."""

    name: str
    today: date
    given: dict[str, Any] = Field(default_factory=dict)
    facts: dict[str, Any] = Field(default_factory=dict)
    outcomes: tuple[str, ...] = ()
    expect: ExpectShape


class ArchiveShape(Shape):
    """How long closed cases are kept, and which rule says so; 10 years where nothing is said.

    Archives of public bodies know three periods and no others: 永久, 30 years, 10 years
    (机关文件材料归档范围和文书档案保管期限规定, 国家档案局令第8号, art. 6).
    """

    keep: Literal["forever", "30 years", "10 years"]
    source: Text

    @property
    def years(self) -> int | None:
        """The years, or None for ever."""
        return None if self.keep == "forever" else int(self.keep.removesuffix(" years"))


class ItemFile(Shape):
    """One item as the pack says it."""

    item: Code
    name: Text
    summary: Text
    plan: tuple[str, ...] = Field(min_length=1)
    category: Id
    life_events: tuple[Id, ...] = ()
    words: tuple[str, ...] = Field(min_length=1)
    audience: Audience
    level: AtLevel
    kind: ItemKind
    type: ItemType
    handling: Handling
    online_depth: int | None = Field(default=None, ge=1, le=4)
    compartment: str = ""
    archive: ArchiveShape | None = None
    limits: LimitsShape
    channels: tuple[Way, ...] = Field(min_length=1)
    visits: VisitsShape
    fee: FeeShape | Literal["none"]
    basis: tuple[BasisShape, ...] = Field(min_length=1)
    let: dict[Path, Formula] = Field(default_factory=dict)
    eligibility: tuple[ConditionShape, ...] = ()
    form: tuple[dict[str, Any], ...] = Field(min_length=1)
    materials: tuple[MaterialShape, ...] = ()
    flow: FlowShape
    results: tuple[ResultShape, ...] = Field(min_length=1)
    grants: tuple[GrantShape, ...] = ()
    recheck: Annotated[RecheckShape | None, BeforeValidator(_worded)] = None
    ends: tuple[Annotated[EndShape, BeforeValidator(_worded)], ...] = ()
    authorisation: AuthorisationShape | None = None
    faq: tuple[QuestionShape, ...] = ()
    contacts: ContactsShape
    remedies: tuple[Annotated[RemedyShape, BeforeValidator(_worded)], ...] = ()
    assumed: tuple[Text, ...] = ()
    tests: tuple[ExampleShape, ...] = Field(min_length=1)
