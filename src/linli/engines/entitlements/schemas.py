"""What programs send about what was granted, and what they get."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from linli.engines.entitlements.values import ChangeKind, ReportOutcome
from linli.foundation.calls.schemas import Given, Reason, Text
from linli.foundation.formspec.values import DocumentType

Fen = Annotated[int, Field(ge=0, le=10**12)]


class MonthGiven(Given):
    """From which month (any day of it), and why."""

    month: date
    reason: Reason = ""


class StopGiven(Given):
    """On which day it ended, and why."""

    ended_on: date
    reason: Reason = ""


class AmountGiven(Given):
    """The right amount in fen, from which month, and why."""

    amount_fen: Fen
    month: date
    reason: Reason = ""


class PayeeGiven(Given):
    """To which account it is paid."""

    holder: Text
    bank: Text
    number: Annotated[str, StringConstraints(max_length=40)]


class ReportGiven(Given):
    """What changed at home and since when."""

    kind: ChangeKind
    happened_on: date
    words: Reason = ""


class AnswerGiven(Given):
    """What follows from a report, and why."""

    outcome: ReportOutcome
    words: Reason


class NumberGiven(Given):
    """Kind and whole number of a document."""

    document_type: DocumentType
    number: Text


class ListGiven(Given):
    """For which month (any day of it) a list is made; a sealed compartment has its own."""

    month: date
    compartment: Annotated[str, StringConstraints(max_length=30)] = ""


class ClaimGiven(Given):
    """By when, in how many parts, and why a sum is asked back."""

    due_on: date
    instalments: Annotated[int, Field(ge=1, le=60)] = 1
    reason: Reason


class RepaymentGiven(Given):
    """A sum in fen that came back, and the number of its receipt."""

    amount_fen: Fen
    number: Annotated[str, StringConstraints(max_length=40)]


class BegunOut(Schema):
    """The id of what was made."""

    id: UUID


class GivenOut(Schema):
    """Something granted."""

    id: UUID = Field(validation_alias="public_id")
    name: str
    item_name: str
    holder_masked: str
    amount_fen: int | None
    every: str
    first_month: date
    last_month: date | None
    state: str
    is_double: bool
    office: str
    number: str
    recheck_on: date | None


class GivensOut(Schema):
    """All of it."""

    items: list[GivenOut]
    next: str | None = None


class HistoryOut(Schema):
    """One event in words."""

    on: date
    words: str
    month: date | None
    amount_fen: int | None
    why: str
    reason: str


class MonthOut(Schema):
    """What is due for a month, and what lists paid in it."""

    month: date
    due_fen: int
    listed_fen: int
    why: str


class ReportOut(Schema):
    """A change that was reported, and what followed."""

    id: UUID = Field(validation_alias="public_id")
    kind: str
    happened_on: date
    words: str
    at: datetime
    due_on: date | None
    outcome: str
    answer: str


class ClaimOut(Schema):
    """An overpaid sum that is asked back."""

    id: UUID = Field(validation_alias="public_id")
    amount_fen: int
    paid_fen: int
    due_on: date
    instalments: list[int]
    is_open: bool


class OneOut(Schema):
    """One with its history, its months and what is open; the account by its last digits."""

    row: GivenOut
    history: list[HistoryOut]
    months: list[MonthOut]
    balance_fen: int
    account_holder: str
    account_bank: str
    account_ending: str
    remedies: list[str]
    reports: list[ReportOut]
    claims: list[ClaimOut]
    recheck_case: UUID | None
    may_act: bool = Field(description="Report a change, name another account")


class SaidOut(Schema):
    """What one register said, as of a day."""

    source: str = Field(validation_alias="register")
    outcome_words: str
    as_of: date | None
    words: list[str]


class CheckOut(Schema):
    """What registers said of one in a month, which end that is, and what a person made of it."""

    month: date
    asked_at: datetime
    outcome: str
    end: str
    said: list[SaidOut]
    answered_as: str


class AtWorkOut(OneOut):
    """One as its office sees it: with what registers said."""

    checks: list[CheckOut]


class ReasonOut(Schema):
    """A reason to stop that waits for somebody to look."""

    entitlement_id: UUID
    name: str
    holder_masked: str
    end: str
    month: date


class ReasonsOut(Schema):
    """The reasons that wait."""

    items: list[ReasonOut]


class ListRowOut(Schema):
    """A payment list among others."""

    id: UUID = Field(validation_alias="public_id")
    month: date
    compartment: str
    state: str
    lines: int
    total_fen: int
    office: str


class ListsOut(Schema):
    """The lists of one's offices."""

    items: list[ListRowOut]


class PaymentLineOut(Schema):
    """One line of a list, in fen."""

    entitlement_id: UUID
    holder_masked: str
    name: str
    number: str
    month_fen: int
    arrears_fen: int
    setoff_fen: int
    amount_fen: int
    before_fen: int | None
    has_account: bool


class ListOut(Schema):
    """A list with its sums and a page of its lines."""

    row: ListRowOut
    built_by: str
    built_at: datetime
    closed_by: str
    closed_at: datetime | None
    digest: str
    new: int
    changed: int
    dropped: int
    arrears_fen: int
    setoff_fen: int
    without_account: int
    rows: list[PaymentLineOut]
    next: str | None = None
    may_close: bool


class TotalOut(Schema):
    """What runs of an item in a street; null where it is fewer than five."""

    item_name: str
    division_code: str
    division_name: str
    count: int | None
    monthly_fen: int | None


class ClaimRowOut(Schema):
    """An open claim in one's line."""

    id: UUID = Field(validation_alias="public_id")
    name: str
    office: str
    number: str
    left_fen: int
    due_on: date


class TotalsOut(Schema):
    """What runs in one's divisions, and the claims that are open."""

    items: list[TotalOut]
    claims: list[ClaimRowOut]


class WaitingOut(Schema):
    """A report that nobody has answered."""

    id: UUID = Field(validation_alias="public_id")
    entitlement_id: UUID
    name: str
    holder_masked: str
    kind_words: str
    due_on: date | None


class WaitingReportsOut(Schema):
    """The reports that wait."""

    items: list[WaitingOut]
