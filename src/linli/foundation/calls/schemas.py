"""Shapes that the API of every room shares."""

from __future__ import annotations

from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

Reason = Annotated[str, StringConstraints(max_length=2000)]
Text = Annotated[str, StringConstraints(max_length=200)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9._-]+$")]
Limit = Annotated[int, Field(ge=1, le=100)]
DivisionCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{12}|[0-9]{15}|[0-9]{18})$")]


class Given(Schema):
    """What comes in: unknown fields are refused, values are never bent into another kind."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ReasonGiven(Given):
    """A reason, which the people concerned read."""

    reason: Reason = ""


class WordsOut(Schema):
    """A text in both languages; English is empty where nobody wrote it."""

    zh: str
    en: str = ""


class ProblemDetail(Schema):
    """One thing wrong with one field: a dotted path into what was sent."""

    path: str
    code: str
    detail: str
    detail_zh: str
    detail_en: str


class ProblemOut(Schema):
    """RFC 9457 problem details, in the language asked for and in both."""

    type: str
    title: str
    title_zh: str
    title_en: str
    status: int
    code: str
    detail: str
    detail_zh: str
    detail_en: str
    errors: list[ProblemDetail] = []
    reference: str = ""
