"""Mandates: granted, taken up, shown."""

from datetime import date
from uuid import UUID

import ninja
from pydantic import Field

from linli.registers.people.schemas.parts import Document, Schema
from linli.registers.people.values import Scope


class GrantMandate(Schema):
    """For what and how long; the agent enters a code."""

    item_code: str = Field(default="", max_length=40)
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
    is_accepted: bool
    is_revoked: bool
    is_mine: bool
    scope: list[Scope]
