"""The archive: what is asked, and what lies there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from linli.engines.cases.schemas.case import OfficeOut
from linli.foundation.calls.schemas import Given, WordsOut


class ArchiveAsked(Schema):
    """Which closed cases are listed."""

    text: Annotated[str, StringConstraints(max_length=40)] = Field(
        "", description="How a receipt number begins, or the code of a service"
    )
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    due: bool = Field(False, description="Only what is over its period")  # noqa: FBT003
    cursor: Annotated[str, StringConstraints(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class ArchiveRowOut(Schema):
    """A closed case in the archive."""

    case_id: UUID
    place: str
    number: str
    item_name: WordsOut
    office: OfficeOut = Field(validation_alias="organisation")
    ended_on: date | None
    keep_until: date | None = Field(description="None: for ever")
    is_due: bool
    is_proposed: bool
    erased_at: datetime | None
    packed_at: datetime | None = Field(description="Last handed over as a package")
    may_pack: bool


class ArchiveOut(Schema):
    """A page of the archive."""

    items: list[ArchiveRowOut]
    next: str


class ErasureDecision(Given):
    """Whether it is erased."""

    is_approved: bool
