"""What comes in and goes out of the API of the case engine."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field, StringConstraints

from linli.engines.cases.values import (
    AskKind,
    CaseState,
    ClockKind,
    Grade,
    Light,
    PauseCause,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue.values import OutcomeKind
from linli.foundation.calls.schemas import Given, Reason, ReasonGiven, WordsOut

Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Digest = Annotated[str, StringConstraints(min_length=1, max_length=128)]
Comment = Annotated[str, StringConstraints(max_length=2000)]
Answers = Annotated[
    dict[str, dict[str, Any]],
    Field(description=_("By section, then field: as /items/{code}/schema says")),
]
Papers = Annotated[
    dict[Code, Annotated[list[UUID], Field(max_length=50)]],
    Field(description=_("By paper: ids of uploaded files"), max_length=100),
]


# ── in ─────────────────────────────────────────────────────────────────────
class DraftStart(Given):
    """For which service and for whom; `use_record` fills in what the register knows."""

    item: Code
    for_person: UUID | None = None
    use_record: bool = False


class SectionAnswers(Given):
    """The answers of one section by field."""

    answers: dict[str, Any]


class PaperSeen(Given):
    """Whether the original was seen at the counter."""

    has_seen: bool


class Submission(Given):
    """The version of the service that was shown, and the consents by section and field."""

    digest: Digest
    consents: dict[str, dict[str, Any]] = {}


class Application(Given):
    """An application as a whole."""

    item: Code
    digest: Digest
    answers: Answers
    materials: Papers = {}
    for_person: UUID | None = None


class SupplementAnswer(Given):
    """What was asked for: changed answers, files, a note."""

    answers: Answers = {}
    materials: Papers = {}
    note: Comment = ""


class RatingGiven(Given):
    """From 1 (very dissatisfied) to 5."""

    grade: Grade
    comment: Comment = ""


class OutcomeGiven(ReasonGiven):
    """How the stage ends: one of its outcomes."""

    outcome: Code


class AskGiven(Given):
    """One line of the told-once list."""

    kind: AskKind
    ref: Annotated[str, StringConstraints(max_length=120)] = ""
    text: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class SupplementAsked(ReasonGiven):
    """Everything that is missing, at once; a second list needs a reason."""

    asks: Annotated[list[AskGiven], Field(max_length=50)]


class Reassigned(ReasonGiven):
    """To which office."""

    organisation: UUID


class Paused(ReasonGiven):
    """For which special procedure, about how long."""

    cause: PauseCause
    days: Annotated[int, Field(ge=1, le=366)]


class ExtensionDecision(ReasonGiven):
    """Whether the stage is extended."""

    is_approved: bool


class RevealAsked(ReasonGiven):
    """Which answer, by its path."""

    path: Code


class CallbackClosed(Given):
    """What came out of the call-back."""

    was_reached: bool
    cause: Reason
    remedy: Reason


class QueueAsked(Schema):
    """Which tasks are shown."""

    tab: Literal["todo", "waiting", "done"] = "todo"
    item: Annotated[str, StringConstraints(max_length=80)] = ""
    overdue: bool = False
    mine: bool = False
    text: Annotated[str, StringConstraints(max_length=40)] = ""
    cursor: Annotated[str, StringConstraints(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50


# ── out ────────────────────────────────────────────────────────────────────
class Filed(Schema):
    """The case of an application."""

    id: UUID


class Made(Schema):
    """The id of what was made."""

    id: UUID


class OfficeOut(Schema):
    """An office."""

    id: UUID = Field(validation_alias="public_id")
    name: str
    name_en: str
    phone: str


class CaseRowOut(Schema):
    """A case in a list."""

    id: UUID = Field(validation_alias="public_id")
    number: str
    item_code: str
    item_name: WordsOut
    applicant: str = Field(validation_alias="applicant_masked", description="Masked")
    state: CaseState
    result: str
    submitted_at: datetime
    due_on: date | None
    is_due_provisional: bool
    needs_me: bool


class CasePage(Schema):
    """A page of cases, newest first."""

    items: list[CaseRowOut]
    next: str


class EntryOut(Schema):
    """One sentence of the history, in the language asked for."""

    kind: str
    title: str
    at: datetime
    text: str
    by: str


class ClockLineOut(Schema):
    """One line of the explanation."""

    kind: ClockKind
    first: date
    last: date
    days: int
    why: str


class ClockOut(Schema):
    """The time limit, explained."""

    due_on: date | None
    is_provisional: bool
    is_paused: bool
    counted: int
    allowed: int | None
    left: int | None
    lines: list[ClockLineOut]


class PlaceOut(Schema):
    """Where the case is now and until when."""

    stage: WordsOut
    office: OfficeOut
    due_on: date | None
    is_due_provisional: bool


class AskOut(Schema):
    """One line of the told-once list."""

    kind: AskKind
    ref: str
    text: str


class SupplementOut(Schema):
    """A told-once list."""

    id: UUID = Field(validation_alias="public_id")
    asks: list[AskOut]
    asked_at: datetime
    ordinal: int


class DocumentOut(Schema):
    """A result document."""

    id: UUID = Field(validation_alias="public_id")
    serial: str
    issued_at: datetime
    item_name: WordsOut
    case_id: UUID = Field(validation_alias="case_public_id")
    case_number: str
    is_revoked: bool


class DocumentsOut(Schema):
    """Result documents, newest first."""

    items: list[DocumentOut]


class OwedOut(Schema):
    """A paper that this application owes."""

    id: str
    name: WordsOut
    is_required: bool
    form: str


class CaseOut(Schema):
    """A case as its party sees it."""

    case: CaseRowOut = Field(validation_alias="row")
    digest: str = Field(validation_alias="item.digest")
    history: list[EntryOut] = Field(validation_alias="entries")
    clock: ClockOut
    offices: list[PlaceOut]
    supplement: SupplementOut | None
    documents: list[DocumentOut]
    answers: dict[str, Any] = Field(validation_alias="document.answers")
    materials: dict[str, Any] = Field(validation_alias="document.materials")
    owed: list[OwedOut] = Field(validation_alias="materials")
    grade: int | None
    may_withdraw: bool
    may_rate: bool
    revision: int


class DraftRowOut(Schema):
    """A draft in a list."""

    id: UUID = Field(validation_alias="public_id")
    item_code: str
    item_name: WordsOut
    saved_at: datetime


class DraftsOut(Schema):
    """One's drafts, the last saved first."""

    items: list[DraftRowOut]


class DraftOut(DraftRowOut):
    """A draft with what was typed so far."""

    answers: dict[str, Any]
    materials: dict[str, Any]
    done: list[str]
    revision: int
    is_item_changed: bool


class FoundWrong(Schema):
    """What the check of a section says; everything is kept as typed."""

    path: str
    code: str
    detail: str


class SectionSaved(Schema):
    """What was kept, and what must still be mended before handing in."""

    revision: int
    is_valid: bool
    problems: list[FoundWrong]


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
    """The stage of a task, and how it may end."""

    id: str
    name: WordsOut
    outcomes: list[OutcomeShown]


class ActOut(Schema):
    """A task on which one can act now, and how."""

    task: TaskOut
    stage: StageShown | None
    clock: ClockOut
    may_supplement: bool
    is_second_supplement: bool
    may_extend: bool
    may_return: bool


class AnswerRowOut(Schema):
    """One answered question in words; document numbers are masked."""

    path: str
    label: str
    text: str
    is_sensitive: bool


class AnswerSectionOut(Schema):
    """One section of answers in words."""

    id: str
    title: str
    rows: list[AnswerRowOut]


class RatingOut(Schema):
    """A poor rating, for those who supervise."""

    grade: int
    comment: str
    at: datetime


class GivenPaper(Schema):
    """A paper that this application owes, and what was handed in for it."""

    material: OwedOut
    given: list[dict[str, Any]]


class DeskCaseOut(Schema):
    """A case as an office sees it."""

    case: CaseRowOut = Field(validation_alias="row")
    digest: str = Field(validation_alias="item.digest")
    history: list[EntryOut] = Field(validation_alias="entries")
    clock: ClockOut
    tasks: list[TaskOut]
    acts: list[ActOut]
    answers: list[AnswerSectionOut] = Field(validation_alias="sections")
    papers: list[GivenPaper]
    eligibility: dict[str, Any] = Field(validation_alias="verdict")
    supplements: list[SupplementOut]
    documents: list[DocumentOut]
    told_once_extra: int
    division_code: str
    place: str
    channel: str
    revision: int
    rating: RatingOut | None
    may_reassign: bool

    @staticmethod
    def resolve_papers(view: Any) -> list[dict[str, Any]]:
        """Return pairs of paper and files by name."""
        return [{"material": paper, "given": list(given)} for paper, given in view.papers]


class VerifiedOut(Schema):
    """What anybody may learn of a result document."""

    serial: str
    item_name: WordsOut
    holder: str = Field(validation_alias="holder_masked", description="Masked")
    result: str
    issued_at: datetime
    is_revoked: bool
    is_file_genuine: bool | None
