"""`registers.yaml` of a pack, and what the API says of the purpose log."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from linli.foundation.calls.schemas import WordsOut
from linli.foundation.exchange.values import FactType, Ground, Outcome
from linli.foundation.packs.schemas import Shape, Text

RegisterId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
FactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]


class FactShape(Shape):
    """A fact that the register can give; `options` name the codes of text and lists."""

    type: FactType
    name: Text
    options: dict[str, Text] = Field(default_factory=dict)


class RegisterShape(Shape):
    """One register: who keeps it, on which law we may ask, how old its answers may be in days."""

    name: Text
    keeper: Text
    basis: Text
    fresh_for: int = Field(ge=0, le=366)
    facts: dict[FactName, FactShape] = Field(min_length=1)


class RegisterFile(Shape):
    """The registers of the city."""

    registers: dict[RegisterId, RegisterShape] = Field(min_length=1)


class LookupOut(Schema):
    """One question to a register. Values are not kept, so they are not here."""

    id: int
    at: datetime
    account_id: int | None
    actor_name: str
    office: str
    channel: str
    purpose_code: str
    purpose: WordsOut
    ground: Ground
    kind: str
    subject: UUID
    register_id: str = Field(validation_alias="register")
    register_name: WordsOut
    facts: list[str] = Field(validation_alias="fact_names")
    outcome: Outcome
    reason: str
    milliseconds: int


class LookupPageOut(Schema):
    """A page of questions, newest first."""

    items: list[LookupOut]
    next: str


class OwnLookupOut(Schema):
    """Somebody asked a register about me."""

    at: datetime
    was_me: bool
    office: str
    purpose: WordsOut
    ground: Ground
    register_name: WordsOut
    facts: list[WordsOut]
    outcome: Outcome


class OwnLookupsOut(Schema):
    """A page of questions about oneself, newest first."""

    items: list[OwnLookupOut]
    next: str
