"""Drafts, and what the check of a section says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from linli.foundation.calls.schemas import WordsOut
from linli.foundation.exchange.values import Outcome


class RegisterSaid(Schema):
    """What one register answered, and the day that its facts are of."""

    register_id: str = Field(validation_alias="register")
    outcome: Outcome
    asked: list[str]
    facts: dict[str, Any]
    as_of: date | Literal[""]
    reference: str
    reason: str


class KnownIn(Schema):
    """When registers were asked for an application, and what each said."""

    on: date | None = None
    replies: list[RegisterSaid] = []


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
    known: KnownIn = Field(description=_("What registers said; empty where none was asked"))


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
