"""What the API of tables takes and answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from linli.foundation.calls.schemas import Given
from linli.foundation.sheets.values import Mode, RowState, RunState


class LoadGiven(Given):
    """The good rows, or all of them or none."""

    mode: Mode = Mode.GOOD


class SheetColumnOut(Schema):
    """One column of a table."""

    id: str
    name: str
    type: str
    is_required: bool
    help: str
    example: str
    choices: list[str]


class SheetOut(Schema):
    """A table that one may take in."""

    kind: str
    title: str
    columns: list[SheetColumnOut]


class SheetsOut(Schema):
    """The tables that one may take in."""

    items: list[SheetOut]


class SheetRunOut(Schema):
    """An import: how many rows are new, the same, different, at fault; how many were taken in."""

    id: UUID
    kind: str
    file_name: str
    state: RunState
    rows: int
    counts: dict[str, int]
    waiting: int
    done: int
    left: int
    unread: list[str]
    created_at: datetime
    finished_at: datetime | None
    erased_at: datetime | None


class SheetRunsOut(Schema):
    """One's imports, newest first."""

    items: list[SheetRunOut]


class SheetMadeOut(Schema):
    """The id of an import."""

    id: UUID


class SheetFaultOut(Schema):
    """What is wrong with a row, at which column."""

    column: str
    text: str


class SheetRowOut(Schema):
    """A row, what would become of it or became of it."""

    number: int
    verdict: str
    state: RowState
    label: str
    faults: list[SheetFaultOut]
    notes: list[str]
    made: str


class SheetRowsOut(Schema):
    """A page of rows by their number in the file."""

    items: list[SheetRowOut]
    next: str
