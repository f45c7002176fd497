"""What the API answers about items."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field

from linli.engines.catalogue.values import (
    Audience,
    Delivery,
    Handling,
    ItemKind,
    ItemType,
    OutcomeKind,
    ResultKind,
    StageKind,
    Way,
)
from linli.foundation.calls.schemas import WordsOut
from linli.foundation.formspec.values import FieldType, Purpose, Readers
from linli.registers.places.values import Level


class ItemRowOut(Schema):
    """An item in a list."""

    code: str
    name: WordsOut
    summary: WordsOut
    category: str
    life_events: list[str]
    audience: Audience
    kind: ItemKind
    type: ItemType
    handling: Handling
    is_guide_only: bool


class ItemPage(Schema):
    """A page of items."""

    items: list[ItemRowOut]
    next: str


class LimitOut(Schema):
    """A time limit; 0 working days: on the spot."""

    days: int
    unit: str


class MaterialOut(Schema):
    """A paper that is asked for."""

    id: str
    name: WordsOut
    is_required: bool
    when: str = Field(description="An expression over the answers; empty: always")
    form: str
    hint: WordsOut
    source: WordsOut


class ConditionOut(Schema):
    """A condition of eligibility."""

    id: str
    text: WordsOut
    need: str = Field(description="An expression over answers, facts and parameters")


class BasisOut(Schema):
    """A law or document."""

    title: WordsOut
    number: str
    articles: str


class FeeOut(Schema):
    """What it costs."""

    name: WordsOut
    standard: WordsOut
    basis: BasisOut
    is_paid_online: bool


class ResultOut(Schema):
    """What comes out of it."""

    name: WordsOut
    kind: ResultKind
    delivery: list[Delivery]


class QuestionOut(Schema):
    """A question and its answer."""

    ask: WordsOut
    answer: WordsOut


class RemedyOut(Schema):
    """What can be done against a no, and within which time after it was known."""

    text: WordsOut
    within: LimitOut | None


class OutcomeOut(Schema):
    """One way in which a stage may end."""

    id: str
    name: WordsOut
    kind: OutcomeKind
    needs_reason: bool
    when: str = Field(description="An expression over answers and records; empty: always")
    button: str = Field(validation_alias="pressed", description="What is pressed to end so")


class HandlerOut(Schema):
    """Who handles a stage."""

    level: Level
    function: str
    role: str


class StageOut(Schema):
    """A step of the flow."""

    id: str
    name: WordsOut
    kind: StageKind
    by: HandlerOut
    limit: LimitOut | None
    outcomes: list[OutcomeOut]


class ItemOut(ItemRowOut):
    """An item whole; `digest` names this version, and an application names it."""

    digest: str
    level: Level
    statutory: LimitOut | None
    case_limit: LimitOut | None
    ways: list[Way]
    visits: int
    fee: FeeOut | None
    basis: list[BasisOut]
    conditions: list[ConditionOut]
    materials: list[MaterialOut]
    results: list[ResultOut]
    faq: list[QuestionOut]
    remedies: list[RemedyOut]
    stages: list[StageOut] = Field(validation_alias="flow.stages")


class DictionaryRowOut(Schema):
    """A question: why it is asked, who reads the answer besides its writer, how long it is kept."""

    path: str
    section: WordsOut
    label: WordsOut
    type: FieldType
    purpose: Purpose
    readers: Readers
    keep: str = Field(description="With the case (item), decision, permanent, or “5 years”")
    source: str = Field(description="The fact it is filled in from; computed; empty: asked")
    is_sensitive: bool


class DictionaryOut(Schema):
    """Everything that an item asks."""

    items: list[DictionaryRowOut]


class NoteOut(Schema):
    """A note on the guide."""

    title: str
    text: str


class NotesOut(Schema):
    """Notes on the guide of an item."""

    items: list[NoteOut]


class WhyOut(Schema):
    """Why an item was found."""

    kind: str
    text: str


class HitOut(Schema):
    """An item found."""

    code: str
    name: WordsOut
    summary: WordsOut
    score: float
    why: WhyOut
    is_guide_only: bool


class Hits(Schema):
    """Items found, best first."""

    items: list[HitOut]


class TopicOut(Schema):
    """A category or an event of life."""

    code: str
    name: WordsOut
    icon: str


class TopicsOut(Schema):
    """What items are sorted by."""

    categories: list[TopicOut]
    life_events: list[TopicOut]


class ParameterOut(Schema):
    """One dated value; amounts in fen."""

    name: str
    label: WordsOut
    unit: str
    valid_from: date
    valid_to: date | None
    division_code: str
    value: Any
    source: str


class ParametersOut(Schema):
    """Every dated value."""

    items: list[ParameterOut]
