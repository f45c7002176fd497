"""Recalling a wrong decision: what is given, and how it stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from linli.engines.cases.values import RecallGround
from linli.foundation.calls.schemas import ReasonGiven


class RecallProposed(ReasonGiven):
    """Why a decision is recalled: its ground and the reason, which the resident reads."""

    ground: RecallGround


class CorrectionGiven(ReasonGiven):
    """Which answer was typed wrongly, by its path, and what it should say."""

    path: Annotated[str, StringConstraints(min_length=3, max_length=81)]
    text: Annotated[str, StringConstraints(max_length=2000)]


class RecallDecision(ReasonGiven):
    """Whether the decision is recalled."""

    is_approved: bool


class RecallOut(Schema):
    """The newest recall of a case."""

    ground: RecallGround
    reason: str
    proposed_at: datetime
    hear_until: date | None = Field(description="Can be answered until; none: it burdens nobody")
    answer: str
    is_heard: bool
    is_approved: bool | None
    decided_at: datetime | None
    decision: str
    may_answer: bool
    is_over: bool = Field(description="It was decided anew since")
