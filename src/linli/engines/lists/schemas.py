"""`lists/*.yaml`, and what the API of lists takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import ninja
from pydantic import Field, StringConstraints

from linli.engines.catalogue.schemas.words import By, Formula, Id
from linli.engines.lists.values import LineState
from linli.foundation.calls.schemas import Given, WordsOut
from linli.foundation.packs.schemas import Shape, Text


class StageReached(Shape):
    """A case comes onto the list when it reaches a stage."""

    stage: Id


class ColumnShape(Shape):
    """One field of the form outside: its heading, and a path or expression over the case.

    Besides answers there are `case.number`, `case.handed_in`, `case.accepted`, `case.decided`,
    `case.division`, `case.result`, `case.item`.
    """

    name: Text
    value: Formula
    show: Literal["words", "code"] = "words"


class ListFile(Shape):
    """A list for a system outside that can only be keyed by hand."""

    list: Id
    name: Text
    system: Text
    items: tuple[str, ...] = Field(min_length=1)
    when: Literal["granted", "accepted"] | StageReached
    by: By
    due: Annotated[int, Field(ge=1, le=90, description="Working days")] = 5
    second_person: bool = False
    columns: tuple[ColumnShape, ...] = Field(min_length=1, max_length=60)


class Ticked(Given):
    """The number that the system outside gave, if it gave one."""

    number: Annotated[str, StringConstraints(max_length=60)] = ""


class LeftOut(Given):
    """Why a line is left out."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=300)]


class ExportGiven(Given):
    """The kind of file."""

    format: Literal["xlsx", "csv"] = "xlsx"


class OutsideListOut(ninja.Schema):
    """A list and how many lines stand where."""

    code: str
    name: WordsOut
    system: WordsOut
    needs_second: bool
    open: int
    keyed: int
    done: int
    skipped: int
    overdue: int


class OutsideListsOut(ninja.Schema):
    """The lists of one's office."""

    items: list[OutsideListOut]


class ListLineOut(ninja.Schema):
    """A line; the name is masked."""

    id: UUID = Field(validation_alias="public_id")
    case_number: str
    applicant: str = Field(validation_alias="applicant_masked")
    state: LineState
    due_on: date
    is_overdue: bool
    keyed_at: datetime | None
    keyed_by: str


class ListLinesOut(ninja.Schema):
    """A page of lines."""

    items: list[ListLineOut]
    next: str


class LineFieldOut(ninja.Schema):
    """One field of the form outside."""

    heading: str
    value: str


class WholeLineOut(ninja.Schema):
    """A line with what is keyed; empty where an approval is needed."""

    row: ListLineOut
    case_id: UUID
    fields: list[LineFieldOut]
    is_closed: bool
    number: str
    reason: str
    may_put_back: bool
    may_confirm: bool
    left: int
