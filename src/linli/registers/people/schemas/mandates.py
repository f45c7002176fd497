"""Mandates: granted, taken up, shown."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import ninja
from pydantic import Field

from linli.registers.people.schemas.parts import Document, PhotographOut, Schema
from linli.registers.people.values import Scope


class GrantMandate(Schema):
    """For what and how long; the agent enters a code."""

    item_code: str = Field(default="", max_length=40, description="One service; none: every one")
    item_codes: list[Annotated[str, Field(max_length=40)]] = Field(
        default=[], max_length=100, description="Several services"
    )
    from_on: date
    to_on: date | None = None
    scope: list[Scope] = Field(default=[Scope.EVERYTHING], min_length=1, max_length=4)


class GrantMandateAtCounter(GrantMandate, Document):
    """The same with the agent present."""


class AcceptMandate(Schema):
    """The code that the principal gave."""

    code: str = Field(min_length=1, max_length=40)


class MandateAtCounter(GrantMandate):
    """Both are present."""

    principal: UUID
    agent: UUID


class GrantedOut(ninja.Schema):
    """A mandate, and the code that the agent enters; shown once."""

    id: UUID = Field(validation_alias="public_id")
    code: str


class MandateOut(ninja.Schema):
    """A mandate; an empty item code: for every service."""

    id: UUID = Field(validation_alias="public_id")
    principal: str
    agent: str
    item_code: str
    from_on: date
    to_on: date | None
    item_codes: list[str] = Field(description="All of them; none: every service")
    is_accepted: bool
    is_revoked: bool
    is_mine: bool
    is_over: bool = Field(description="The last day is past")
    is_renewed: bool = Field(description="Another goes on behind it")
    scope: list[Scope]


class RenewMandate(Schema):
    """Until when it goes on; without a day as long as it may."""

    to_on: date | None = None


class DoneActOut(ninja.Schema):
    """Something the agent did: when, in which matter, of which case, what."""

    at: datetime
    matter: str
    number: str
    did: str


class MandatePageOut(ninja.Schema):
    """A mandate, its papers, what was done under it, and the terms before and behind it."""

    mandate: MandateOut
    acts: list[DoneActOut] = Field(description="The newest first, at most 50; for both sides only")
    has_more: bool
    papers: list[PhotographOut]
    others: list[MandateOut]
    may_renew: bool
    longest: date | None = Field(description="The last day that a renewal may name today")
