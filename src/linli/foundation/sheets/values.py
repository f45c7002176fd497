"""A declared table, what is read from one, and what would become of each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.foundation.actors.values import Permission, Role
from linli.foundation.errors.values import ConflictError, InvalidError, Words
from linli.foundation.formspec.values import Localised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

MOST_ROWS = 20_000
MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024  # what a workbook may hold when it is unpacked
AT_ONCE = 200  # more rows than this are checked and taken in by the worker
STEP = 500  # rows of one message of the worker: a kill loses at most these, and they come again
MOST_TOGETHER = 2_000  # "all or nothing" is one transaction, and nobody waits for a longer one

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class SheetPermission(Permission):
    """Who finds the page of tables; which tables stand on it, each table's own permission says."""

    TAKE = (
        "sheets:run:take",
        *(Role.CLERK, Role.COMMUNITY_WORKER, Role.STREET_OFFICER),
        *(Role.OPERATOR, Role.SECURITY_ADMINISTRATOR),
    )


class ColumnType(TextChoices):
    """What the cells of a column hold."""

    TEXT = "text", _("Text")
    DATE = "date", _("Date")
    WHOLE = "whole", _("Whole number")
    YES_NO = "yes_no", _("Yes or no")
    IDENTITY = "identity", _("Number of a document")
    PHONE = "phone", _("Phone number")
    DIVISION = "division", _("Division code")
    CHOICE = "choice", _("One of the words given")


@dataclass(frozen=True)
class Column:
    """One column: its heading, what belongs into it, and an invented example.

    The heading is taken in both languages, and `also` under other names; a choice is taken as its
    value and as its label in both languages.
    """

    id: str
    name: Words
    type: ColumnType = ColumnType.TEXT
    is_required: bool = False
    help: Words = ""
    example: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()
    also: tuple[str, ...] = ()
    most: int = 200  # characters


@dataclass(frozen=True)
class Sheet:
    """A table that a room takes.

    `key` names the columns by which two rows of one file are the same. With `takes_more` columns
    that are not declared are kept as texts; otherwise they are not read, and the page says so.
    """

    kind: str
    title: Words
    columns: tuple[Column, ...]
    intro: Words = ""
    key: tuple[str, ...] = ()
    takes_more: bool = False

    def column(self, column_id: str) -> Column | None:
        """Return a column, or None for one that is not declared."""
        return next((one for one in self.columns if one.id == column_id), None)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, at a column (empty: with the row as a whole)."""

    column: str
    message: Words


@dataclass(frozen=True)
class Row:
    """One row of the file: its number there, typed values by column, other cells by heading.

    `key` is the same for the same row of the same file: what makes a load idempotent.
    """

    number: int
    cells: Mapping[str, Any]
    more: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    key: str = ""

    def text(self, column: str) -> str:
        """Return the text of a cell; empty where there is none."""
        return str(self.cells.get(column) or "")


@dataclass(frozen=True)
class Table:
    """A file as it was read: headings as written, the rows, and the columns that nobody reads."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    raw: Mapping[int, tuple[str, ...]]  # the cells as written, by number of the row
    unread: tuple[str, ...] = ()


class Verdict(TextChoices):
    """What would become of a row."""

    NEW = "new", pgettext_lazy("row", "New")
    SAME = "same", pgettext_lazy("row", "Known, the same")
    DIFFERS = "differs", pgettext_lazy("row", "Known, but different")
    REFUSED = "refused", pgettext_lazy("row", "Has a fault")


TONES = {
    Verdict.NEW: "good",
    Verdict.SAME: "quiet",
    Verdict.DIFFERS: "warn",
    Verdict.REFUSED: "bad",
}


@dataclass(frozen=True)
class Checked:
    """What a room says of one row: nothing is written yet.

    `label` tells the row apart on the page, with names masked; `notes` say what would happen, or in
    which columns a known record differs.
    """

    verdict: Verdict
    label: str = ""
    faults: tuple[Fault, ...] = ()
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Made:
    """What a row became: its id, and how the list of what was made calls it."""

    public_id: UUID | str
    label: str = ""


class RowState(TextChoices):
    """Where a row stands."""

    WAITING = "waiting", _("To be checked")
    CHECKED = "checked", _("Checked")
    DONE = "done", _("Taken in")


class RunState(TextChoices):
    """Where an import stands."""

    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, nothing written")
    LOADING = "loading", _("Being taken in")
    DONE = "done", _("Taken in")
    STOPPED = "stopped", _("Import stopped")


RUN_TONES = {
    RunState.CHECKING: "info",
    RunState.CHECKED: "warn",
    RunState.LOADING: "info",
    RunState.DONE: "good",
    RunState.STOPPED: "bad",
}
BUSY = frozenset({RunState.CHECKING, RunState.LOADING})


class Mode(TextChoices):
    """How rows are taken in."""

    GOOD = "good", _("Take in the rows without a fault")
    TOGETHER = "together", _("Take in all new rows, or none if one fails")


@dataclass(frozen=True)
class RunView:
    """An import as its page shows it."""

    public_id: UUID
    kind: str
    title: str
    file_name: str
    state: RunState
    rows: int
    counts: Mapping[str, int]  # by verdict
    waiting: int
    done: int
    left: int  # good rows that are not taken in yet
    unread: tuple[str, ...]
    created_at: datetime
    finished_at: datetime | None
    erased_at: datetime | None

    @property
    def is_busy(self) -> bool:
        """Whether the worker is at it."""
        return self.state in BUSY

    @property
    def may_load(self) -> bool:
        """Whether something can be taken in now."""
        return (
            self.state in {RunState.CHECKED, RunState.DONE} and self.left > 0 and not self.erased_at
        )

    @property
    def may_load_together(self) -> bool:
        """Whether everything can be taken in as one."""
        return (
            self.may_load
            and self.done == 0
            and not self.counts.get(Verdict.REFUSED)
            and self.left <= MOST_TOGETHER
        )

    @property
    def tone(self) -> str:
        """The tone of the state's sign."""
        return RUN_TONES[self.state]

    @property
    def tallies(self) -> tuple[tuple[Verdict, str, int], ...]:
        """Verdict, tone and how many rows, in order; those that no row has are left out."""
        return tuple(
            (verdict, TONES[verdict], self.counts[verdict])
            for verdict in Verdict
            if self.counts.get(verdict)
        )


@dataclass(frozen=True)
class FaultView:
    """A fault in the language in force."""

    column: str
    text: str


@dataclass(frozen=True)
class RowView:
    """A row as the page shows it; the texts are empty once the contents were erased."""

    number: int
    verdict: str
    state: RowState
    label: str
    faults: tuple[FaultView, ...]
    notes: tuple[str, ...]
    made: str  # the id of what it became
    url: str = ""

    @property
    def verdict_words(self) -> str:
        """The verdict in words."""
        return str(Verdict(self.verdict).label) if self.verdict else str(self.state.label)

    @property
    def tone(self) -> str:
        """The tone of the verdict's sign."""
        if self.state is RowState.DONE:
            return "good"
        return TONES.get(Verdict(self.verdict), "quiet") if self.verdict else "quiet"


class SheetError(InvalidError):
    """The file cannot be read as this table; the sentence says why and what would do."""

    code = "sheet"


class SheetBusyError(ConflictError):
    """It is being checked or taken in, or was taken in already."""

    code = "sheet_busy"
    message = _("This table is being worked on, or was taken in already. Please look at it again.")


class SheetErasedError(ConflictError):
    """The contents were erased after their days."""

    code = "sheet_erased"
    message = _("The contents of this table were erased. Please upload the file again.")


class Listed:
    """Several texts one after the other, in the language in which they are read."""

    def __init__(self, texts: tuple[object, ...]) -> None:
        self.texts = texts

    def __str__(self) -> str:
        """Return the texts with a dot between them."""
        return " · ".join(str(text) for text in self.texts)


def both(words: Words) -> Localised:
    """Return a text in both languages."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(str(words))
    return Localised(said[0], said[1])


SENTENCES: dict[str, Words] = {
    "required": _("This must not be empty."),
    "too_long": _("Please write at most %(most)s characters."),
    "control": _("This holds an invisible control character. Please type it again."),
    "date": _("“%(typed)s” is not a date. Please write it as 1958-03-07."),
    "whole": _("“%(typed)s” is not a whole number."),
    "yes_no": _("“%(typed)s” is neither yes nor no."),
    "phone": _("“%(typed)s” is not a phone number. A mobile number has 11 digits."),
    "division": _("“%(typed)s” is not a division code: 12 digits, or 15 and 18 for grids."),
    "choice": _("“%(typed)s” is not one of: %(choices)s."),
    "shortened": _(
        "The spreadsheet has shortened this number and lost its last digits. Format the column as"
        " text and type the number again."
    ),
    "error_cell": _("The spreadsheet shows an error here (%(typed)s). Please type the value."),
    "same_row": _("This is the same as row %(row)s of the file."),
    "taken": _("This row of this file was taken in already."),
    "gone": _("This could not be taken in; nothing of this row was written."),
    "stopped": _("Your post does not allow this any more, so the import stopped here."),
}
FILE_SENTENCES: dict[str, Words] = {
    "empty": _("There are no rows under the headings."),
    "unreadable": _("This file cannot be read. Please save it as XLSX or CSV and choose it again."),
    "password": _(
        "This is an old or password-protected Excel file."
        " Please save it as XLSX without a password."
    ),
    "too_large": _("This file is too large: at most %(most)s MB."),
    "too_many": _("This file has more than %(most)s rows. Please split it into several files."),
    "no_headings": _(
        "None of the headings is known. Please copy your columns into the template of this page."
    ),
    "missing": _("These columns are missing: %(names)s."),
    "twice": _("The column “%(name)s” stands twice."),
}
