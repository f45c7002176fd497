"""Organisations as programs send and read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from linli.foundation.calls.schemas import DivisionCode, Given, ReasonGiven
from linli.registers.organisations.values import Function, Kind, SealState
from linli.registers.places.values import Level

Name = Annotated[str, Field(min_length=1, max_length=120)]


class OrganisationChanged(Given):
    """What an organisation is called, who supervises it and how it is reached."""

    name: Name
    name_en: Annotated[str, Field(max_length=200)] = ""
    parent: UUID | None = None
    uscc: Annotated[str, Field(max_length=18)] = ""
    phone: Annotated[str, Field(max_length=30)] = ""
    document_word: Annotated[str, Field(max_length=20)] = ""


class OrganisationGiven(OrganisationChanged):
    """A new organisation."""

    function: Function
    kind: Kind
    division_code: DivisionCode
    valid_from: date


class OrganisationClosed(ReasonGiven):
    """The first day on which it is no more, and why."""

    on: date


class OrganisationOut(Schema):
    """An organisation."""

    id: UUID = Field(validation_alias="public_id")
    name: str
    name_en: str
    function: str
    kind: str
    level: Level
    division_code: str
    phone: str
    uscc: str
    document_word: str
    valid_from: date | None
    valid_to: date | None


class OrganisationsOut(Schema):
    """A page of organisations, larger divisions first."""

    items: list[OrganisationOut]
    next: str


class SealDecision(Given):
    """Whether a seal is let in; a no says why."""

    is_confirmed: bool
    reason: Annotated[str, Field(max_length=300)] = ""


class SealMade(Schema):
    """The id of a seal that was handed in."""

    id: UUID


class SealOut(Schema):
    """A seal of an organisation."""

    id: UUID = Field(validation_alias="public_id")
    file_id: UUID
    sha256: str = Field(description="Of the picture as we drew it anew")
    from_on: date
    offered_at: datetime
    withdrawn_on: date | None
    state: SealState
    may_decide: bool
    may_withdraw: bool


class SealsOut(Schema):
    """Seals, newest first."""

    items: list[SealOut]
