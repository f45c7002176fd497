"""A case as its party sees it, and the result documents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from linli.engines.cases.schemas.authorisations import AgreementOut
from linli.engines.cases.schemas.recalls import RecallOut
from linli.engines.cases.values import AskKind, CaseState, ClockKind, PromiseState, RatingStage
from linli.foundation.calls.schemas import WordsOut
from linli.registers.people.values import Scope


class Filed(Schema):
    """The case of an application."""

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
    old_number: str


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
    """A paper of a case."""

    id: UUID = Field(validation_alias="public_id")
    kind: str
    serial: str
    number: str = Field(description="文号; empty where it has none")
    issued_at: datetime
    item_name: WordsOut
    case_id: UUID = Field(validation_alias="case_public_id")
    case_number: str
    is_revoked: bool
    subject: str = Field(description="What it is about, to issue it anew after it was revoked")


class DocumentsOut(Schema):
    """Result documents, newest first."""

    items: list[DocumentOut]


class OwedOut(Schema):
    """A paper that this application owes."""

    id: str
    name: WordsOut
    is_required: bool
    form: str


class ToldLineOut(Schema):
    """A line that an office wrote down for the applicant, in words."""

    path: str
    label: str
    text: str = Field(validation_alias="whole")


class PublicNoticeLineOut(Schema):
    """A line of a public notice."""

    label: WordsOut
    text: WordsOut


class PublicNoticeOut(Schema):
    """A public notice; once it is over it has no lines."""

    id: UUID = Field(validation_alias="public_id")
    item_name: WordsOut
    place: str
    office: OfficeOut
    posted_on: date
    last_on: date
    is_over: bool
    lines: list[PublicNoticeLineOut]

    @staticmethod
    def resolve_lines(view: Any) -> list[dict[str, Any]]:
        """Return pairs of label and text by name."""
        return [{"label": label, "text": text} for label, text in view.lines]


class PublicNoticesOut(Schema):
    """A page of public notices, newest first."""

    items: list[PublicNoticeOut]
    next: int | None


class TurnOut(Schema):
    """A place among a limited number, or the turn to get one."""

    number: int | None = Field(description="The place")
    position: int = Field(description="On the waiting list, from 1; 0: not waiting")
    is_left: bool


class RatingOut(Schema):
    """A rating as its rater reads it, and a poor one that shows its name who supervises."""

    stage: RatingStage
    grade: int
    comment: str
    at: datetime
    is_named: bool
    is_set_aside: bool
    why: str
    answer: str
    may_answer: bool


class PaperPromiseOut(Schema):
    """A paper that was promised."""

    material: str
    name: WordsOut
    due_on: date
    state: PromiseState


class AgainstOut(Schema):
    """What can be done against a no: with whom, and until which day."""

    text: WordsOut
    body: OfficeOut | None
    last_on: date | None
    is_provisional: bool = Field(description="The calendar of that day is not published yet")


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
    told: list[ToldLineOut] = Field(description="What offices wrote down for the applicant")
    notices: list[PublicNoticeOut]
    place: TurnOut | None
    remedies: list[AgainstOut] = Field(description="Against a no; else empty")
    agreements: list[AgreementOut]
    promises: list[PaperPromiseOut]
    grade: int | None
    ratings: list[RatingOut]
    may_withdraw: bool
    may_rate: bool
    to_rate: RatingStage | None
    revision: int
    recall: RecallOut | None
    may_ask: bool
    question: str = Field(description="What an office asked and nobody has answered")
    may: list[Scope] = Field(
        validation_alias="allowed", description="What one may do in it oneself, or by a mandate"
    )


class IssuedOut(Schema):
    """A document as it was issued; its file is at /files/{file_id}."""

    id: UUID = Field(validation_alias="public_id")
    serial: str
    number: str
    file_id: UUID


class VerifiedOut(Schema):
    """What anybody may learn of a document; of a sealed matter only whose it is."""

    serial: str
    kind: str
    number: str
    office: str
    item_name: WordsOut
    holder: str = Field(validation_alias="holder_masked", description="Masked")
    result: str
    issued_at: datetime
    is_revoked: bool
    is_replaced: bool
    is_file_genuine: bool | None


class AnswerOut(Schema):
    """A verdict, and the facts of the register."""

    verdict: str
    sentence: str
    found: VerifiedOut | None


class KeysOut(Schema):
    """Public keys by id (base64), and SHA-256 of the serials revoked until then."""

    format: str
    made_at: datetime
    keys: dict[str, str]
    revoked: list[str]
