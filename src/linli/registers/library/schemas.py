"""`papers.yaml` of a pack, and what the API takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field, StringConstraints

from linli.foundation.calls.schemas import Given, WordsOut
from linli.foundation.packs.schemas import Shape, Text
from linli.registers.library.values import Source, State

KindId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]


class PaperShape(Shape):
    """A kind of paper."""

    name: Text
    months: int = Field(ge=1, le=600)
    register_: KindId | None = Field(default=None, alias="register")


class PaperFile(Shape):
    """The kinds of papers of the city."""

    papers: dict[KindId, PaperShape] = Field(min_length=1)


class NewPaper(Given):
    """A paper to keep, beside its file; one valid paper a kind, the new one replaces the old."""

    kind: KindId
    issued_on: date | None = None
    expires_on: date | None = None
    may_reuse: bool = Field(default=False, description=_("Agrees that it is used again"))


class Reuse(Given):
    """Whether a paper may be used again."""

    may_reuse: bool


class UseOut(Schema):
    """A use of a paper."""

    purpose: WordsOut
    at: datetime


class PaperFileOut(Schema):
    """A file of a paper."""

    id: UUID = Field(validation_alias="public_id")
    name: str
    url: str


class PaperOut(Schema):
    """A paper of the library."""

    id: UUID = Field(validation_alias="public_id")
    kind: str
    name: WordsOut
    issued_on: date | None
    expires_on: date | None
    until: date
    source: Source
    office: str
    given_on: date
    may_reuse: bool
    state: State
    is_expired: bool
    files: list[PaperFileOut]
    uses: list[UseOut]


class PapersOut(Schema):
    """Papers, the newest first."""

    items: list[PaperOut]


class KeptPaper(Schema):
    """The id of a paper."""

    id: UUID
