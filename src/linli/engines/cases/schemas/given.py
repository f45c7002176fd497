"""What the API of cases is given."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field, StringConstraints

from linli.engines.cases.values import (
    AskKind,
    CallbackOutcome,
    DocumentKind,
    Grade,
    Measure,
    PauseCause,
    RatingStage,
)
from linli.foundation.calls.schemas import DivisionCode, Given, Reason, ReasonGiven

Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
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


Confirmed = Annotated[
    list[Annotated[str, StringConstraints(max_length=200)]],
    Field(
        description=_(
            "Paths of answers that were asked about (income_in_fen, member_elsewhere) and are meant"
        ),
        max_length=100,
    ),
]


Promises = Annotated[
    dict[Code, date],
    Field(description=_("By paper: the day until which it follows, where it may"), max_length=100),
]


class PaperPromised(Given):
    """Until when the paper follows; nothing takes the promise back."""

    on: date | None = None


class PaperFollowed(Given):
    """The files of a promised paper."""

    files: Annotated[list[UUID], Field(min_length=1, max_length=50)]


class PromiseExtended(ReasonGiven):
    """Which promised paper gets more time, and why."""

    material: Code


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
    confirmed: Confirmed = []


class Application(Given):
    """An application as a whole."""

    item: Code
    digest: Digest
    answers: Answers
    materials: Papers = {}
    promises: Promises = {}
    for_person: UUID | None = None
    confirmed: Confirmed = []


class SupplementAnswer(Given):
    """What was asked for: changed answers, files, a note."""

    answers: Answers = {}
    materials: Papers = {}
    note: Comment = ""


class RatingGiven(Given):
    """From 1 (very dissatisfied) to 5; unnamed, only the grade counts and nobody calls back."""

    grade: Grade
    stage: RatingStage = RatingStage.RESULT
    comment: Comment = ""
    is_named: bool = True


class RatingAnswered(Given):
    """What the rater says about a rating that is not counted."""

    stage: RatingStage = RatingStage.RESULT
    text: Reason


class OutcomeGiven(ReasonGiven):
    """How the stage ends: one of its outcomes, and what this stage writes down, by section."""

    outcome: Code
    record: Answers = {}


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


class QuestionGiven(Given):
    """What one would like to know."""

    question: Reason


class ReplyGiven(Given):
    """The answer to a question."""

    answer: Reason


class CallbackClosed(Given):
    """What came out of the call-back; on the ledger with the day by which it is mended."""

    outcome: CallbackOutcome
    was_reached: bool
    cause: Reason
    remedy: Reason
    promised_on: date | None = None


class AppealDecision(ReasonGiven):
    """Whether a rating stands; its rater reads the reason."""

    is_set_aside: bool


class ObjectionGiven(Given):
    """Who objects, how to reach them, and what is not right."""

    name: Annotated[str, StringConstraints(max_length=60)]
    contact: Annotated[str, StringConstraints(max_length=60)]
    words: Annotated[str, StringConstraints(max_length=2000)]


class ObjectionClosed(Given):
    """Whether an objection is right, and what was found."""

    is_upheld: bool
    finding: Reason


class QueueAsked(Schema):
    """Which tasks are shown."""

    tab: Literal["todo", "waiting", "done", "stood_in"] = "todo"
    item: Annotated[str, StringConstraints(max_length=80)] = ""
    overdue: bool = False
    mine: bool = False
    text: Annotated[str, StringConstraints(max_length=40)] = ""
    cursor: Annotated[str, StringConstraints(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class CasesAsked(Schema):
    """Which cases are listed: by number, service, division, and what a figure counted."""

    text: Annotated[str, StringConstraints(max_length=200)] = ""
    item: Annotated[str, StringConstraints(max_length=80)] = ""
    division: DivisionCode | None = None
    measure: Measure | None = None
    first: Day | None = Field(None, description="First day that counts; this month's by default")
    last: Day | None = Field(None, description="Last day that counts; today by default")
    sealed: Annotated[str, StringConstraints(max_length=30)] | None = Field(
        None, description="A compartment; empty: only cases that are not sealed"
    )
    cursor: Annotated[str, StringConstraints(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class DocumentAsked(Given):
    """Which paper: of a told-once notice its list, of a letter its heading and text."""

    kind: DocumentKind
    list: UUID | None = None
    subject: Annotated[str, StringConstraints(max_length=40)] = Field(
        default="", description=_("Of a paper that was revoked: what it was about, as listed")
    )
    title: Annotated[str, StringConstraints(max_length=60)] = ""
    text: Annotated[str, StringConstraints(max_length=4000)] = ""


class CodeGiven(Given):
    """What a QR code says: the whole address, or what stands behind its #."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
