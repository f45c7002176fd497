"""What comes in and goes out of the API of accounts, posts and tokens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field, StringConstraints

from linli.foundation.actors.values import Channel, Proof, Role
from linli.foundation.calls.rules import LARGEST
from linli.foundation.calls.schemas import DivisionCode, Given, Reason, ReasonGiven
from linli.registers.accounts.values import AbsenceKind, AbsenceSource

Name = Annotated[str, StringConstraints(min_length=1, max_length=60)]
RowId = Annotated[int, Field(ge=1, le=LARGEST)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


# ── in ─────────────────────────────────────────────────────────────────────
class Renamed(Given):
    """How others at work know one, and the language of messages."""

    name: Annotated[str, StringConstraints(max_length=60)]
    language: Literal["zh-hans", "en"]


class TokenGiven(Given):
    """What a token may do, and until when: at most a year."""

    name: Name
    scopes: Annotated[list[str], Field(min_length=1, max_length=200)]
    expires_at: AwareDatetime


class PostGiven(Given):
    """A seat in an organisation, by default for the whole of its division."""

    role: Role
    organisation: UUID
    division_code: DivisionCode | None = None
    title: Annotated[str, StringConstraints(max_length=60)] = ""
    compartments: Annotated[list[Name], Field(max_length=20)] = []


class AppointmentGiven(Given):
    """Who takes the A or B seat, from when to when."""

    account_id: RowId
    is_backup: bool = False
    starts_on: date | None = None
    ends_on: date | None = None


class AccountGiven(Given):
    """An account for somebody at work; they set the password by “forgot password”."""

    email: Email
    name: Name
    phone: Annotated[str, StringConstraints(max_length=30)] = ""
    language: Literal["zh-hans", "en"] = "zh-hans"


class AccountAsked(Given):
    """The exact e-mail address or phone number."""

    email_or_phone: Annotated[str, StringConstraints(min_length=3, max_length=254)]


class PersonLinked(Given):
    """Whose document and face were seen."""

    person: UUID


class PersonUnlinked(ReasonGiven):
    """Why the person is taken from the account."""


# ── out ────────────────────────────────────────────────────────────────────
class HoldingOut(Schema):
    """A post that one holds."""

    post_id: int
    role: Role
    organisation_name: str
    division_code: str
    is_backup: bool
    compartments: list[str]


class MeOut(Schema):
    """Who calls: account, proof of identity, posts, and the scopes of the token."""

    account_id: int
    name: str
    proof: Proof
    channel: Channel
    holdings: list[HoldingOut]
    scopes: list[str] | None


class TokenOut(Schema):
    """A token, without its secret."""

    id: int
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class TokensOut(Schema):
    """One's tokens, newest first."""

    items: list[TokenOut]


class TokenMade(Schema):
    """A new token; the secret is shown this once."""

    token: TokenOut
    secret: str


class ScopesOut(Schema):
    """Permission codes that one can put into a token."""

    items: list[str]


class TermOut(Schema):
    """Who holds a seat, from when to when (last day included)."""

    id: int
    account_id: int
    name: str
    is_backup: bool
    starts_on: date
    ends_on: date | None


class PostOut(Schema):
    """A post and who holds it."""

    id: int
    role: Role
    title: str
    organisation_name: str
    division_code: str
    division_name: str
    compartments: list[str]
    closed_on: date | None
    holdings: list[TermOut]


class PostsOut(Schema):
    """A page of posts."""

    items: list[PostOut]
    next: str


class AccountOut(Schema):
    """An account as staff see it."""

    id: int
    name: str
    email: str
    has_person: bool


class AbsenceGiven(Given):
    """Days on which one, or somebody of one's line, is away; a roster says so."""

    starts_on: date
    ends_on: date
    kind: AbsenceKind
    words: Reason = ""
    note: Reason = ""
    account_id: RowId | None = None
    is_from_roster: bool = False


class AbsenceOut(Schema):
    """An absence; what is sealed is there for who may read it."""

    id: UUID = Field(validation_alias="public_id")
    account_id: int
    name: str
    starts_on: date
    ends_on: date
    kind: AbsenceKind
    source: AbsenceSource
    words: str
    note: str


class AbsencesOut(Schema):
    """One's own absences, and for whom one stands in."""

    items: list[AbsenceOut]
    stood_in: list[AbsenceOut]


class AwayPostOut(Schema):
    """A post by name."""

    id: int
    words: str


class AwayOut(Schema):
    """Somebody of the line who is away at a post; `stands_in` is empty where nobody does."""

    absence: AbsenceOut
    post: AwayPostOut
    is_now: bool
    stands_in: str


class AwayLineOut(Schema):
    """Who of the line is away, posts without anybody first."""

    items: list[AwayOut]
