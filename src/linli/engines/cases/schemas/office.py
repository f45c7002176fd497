"""What an office sees: its queue, its line, the tasks of a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from linli.engines.cases.schemas.case import (
    AgainstOut,
    CaseRowOut,
    ClockOut,
    DocumentOut,
    EntryOut,
    OfficeOut,
    OwedOut,
    PublicNoticeOut,
    RatingOut,
    SupplementOut,
)
from linli.engines.cases.schemas.recalls import RecallOut
from linli.engines.cases.values import Light, TaskKind, TaskState
from linli.engines.catalogue.values import OutcomeKind, StageKind
from linli.foundation.calls.schemas import WordsOut


class Made(Schema):
    """The id of what was made."""

    id: UUID


class TaskOut(Schema):
    """A task of an office."""

    id: UUID = Field(validation_alias="task_id")
    case_id: UUID
    number: str
    item_code: str
    item_name: WordsOut
    stage_name: WordsOut | None
    kind: TaskKind
    state: TaskState
    applicant: str = Field(validation_alias="applicant_masked", description="Masked")
    organisation: OfficeOut
    opened_on: date
    due_on: date | None
    is_due_provisional: bool
    light: Light
    days_left: int | None
    holder: str
    is_mine: bool
    away_until: date | None = Field(description="The holder is away so long; you stand in")


class QueueOut(Schema):
    """A page of tasks, the earliest last day first, and how many wait in all."""

    items: list[TaskOut]
    next: str
    counts: dict[str, int]


class FiguresOut(Schema):
    """How an office in the line stands."""

    office: OfficeOut
    open: int
    today: int
    overdue: int
    waiting: int


class LineOut(Schema):
    """The offices of the line, the latest first."""

    items: list[FiguresOut]


class RatingFiguresOut(Schema):
    """How cases in scope were rated; nothing under five."""

    rated: int
    poor: int
    is_suppressed: bool


class OutcomeShown(Schema):
    """One way in which a stage may end."""

    id: str
    name: WordsOut
    kind: OutcomeKind
    needs_reason: bool


class StageShown(Schema):
    """The stage of a task."""

    id: str
    name: WordsOut
    kind: StageKind


class ObjectionOut(Schema):
    """An objection as the office that looks into it reads it."""

    name: str
    contact: str
    words: str
    made_at: datetime


class AwaitOut(Schema):
    """A verdict that a stage waits or waited for."""

    words: str
    until: date
    other_number: str
    has_come: bool | None


class ActOut(Schema):
    """A task on which one can act now, and how."""

    task: TaskOut
    stage: StageShown | None
    outcomes: list[OutcomeShown] = Field(
        validation_alias="buttons", description="How it may end with the answers as they are"
    )
    record: dict[str, Any] | None = Field(
        validation_alias="record_schema",
        description="JSON Schema of what this stage writes down, if it does",
    )
    clock: ClockOut
    may_supplement: bool
    is_second_supplement: bool
    may_extend: bool
    may_return: bool
    notice: PublicNoticeOut | None = Field(description="What is announced in public at this stage")
    objection: ObjectionOut | None
    awaited: AwaitOut | None
    questions: list[str] = Field(description="What the resident asked and this task answers")
    may_ask: bool


class AnswerFileOut(Schema):
    """A file that was added to an answer."""

    id: UUID = Field(validation_alias="public_id")
    name: str


class AnswerRowOut(Schema):
    """One answered question in words; document numbers are masked."""

    path: str
    label: str
    text: str
    is_sensitive: bool
    files: list[AnswerFileOut]


class AnswerSectionOut(Schema):
    """One section of answers in words."""

    id: str
    title: str
    rows: list[AnswerRowOut]


class ContactOut(Schema):
    """Whom a call-back reaches; empty where no number is known any more."""

    phone: str


class RatingRowOut(Schema):
    """How an item or office was rated; only its name where fewer than five rated."""

    key: str
    name: str
    is_suppressed: bool
    grades: list[int] = Field(description="From very satisfied down; empty where suppressed")
    rated: int
    not_rated: int
    set_aside: int
    to_call: int
    called: int
    called_percent: int | None


class RatingRows(Schema):
    """How items or offices were rated, without totals."""

    items: list[RatingRowOut]


class GivenPaper(Schema):
    """A paper that this application owes, and what was handed in for it."""

    material: OwedOut
    given: list[dict[str, Any]]


class StageRecordOut(Schema):
    """What a stage wrote down, in words."""

    stage: StageShown
    sections: list[AnswerSectionOut]


class DeskCaseOut(Schema):
    """A case as an office sees it."""

    case: CaseRowOut = Field(validation_alias="row")
    digest: str = Field(validation_alias="item.digest")
    history: list[EntryOut] = Field(validation_alias="entries")
    clock: ClockOut
    tasks: list[TaskOut]
    acts: list[ActOut]
    answers: list[AnswerSectionOut] = Field(validation_alias="sections")
    records: list[StageRecordOut]
    papers: list[GivenPaper]
    eligibility: dict[str, Any] = Field(validation_alias="verdict")
    supplements: list[SupplementOut]
    documents: list[DocumentOut]
    told_once_extra: int
    division_code: str
    place: str
    channel: str
    revision: int
    ratings: list[RatingOut]
    remedies: list[AgainstOut]
    recall: RecallOut | None
    may_recall: bool
    may_reassign: bool
    needs_approval: bool = Field(
        description="Somebody under 14 stands in it: what was answered opens with approval only"
    )
    has_asked: bool = Field(description="The approval waits for a decision")

    @staticmethod
    def resolve_papers(view: Any) -> list[dict[str, Any]]:
        """Return pairs of paper and files by name."""
        return [{"material": paper, "given": list(given)} for paper, given in view.papers]
