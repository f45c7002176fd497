"""Drafts, and what the check of a section says."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from linli.foundation.calls.schemas import WordsOut


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
