"""A list, its lines, and what can be done with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import HANDLERS, Permission
from linli.foundation.errors.values import ConflictError, InvalidError

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.formspec.values import Localised


class ListPermission(Permission):
    """Who keys lists: those who handle, each in the office that the list names."""

    KEY = "lists:line:key", *HANDLERS


class LineState(TextChoices):
    """Where a line stands."""

    OPEN = "open", _("To be keyed")
    KEYED = "keyed", _("Keyed, to be looked at by a second person")
    DONE = "done", _("Keyed")
    SKIPPED = "skipped", _("Left out")


@dataclass(frozen=True)
class ListView:
    """A list with its counts, for one's office."""

    code: str
    name: Localised
    system: Localised
    needs_second: bool
    open: int
    keyed: int
    done: int
    skipped: int
    overdue: int


@dataclass(frozen=True)
class LineRow:
    """A line in a list: no personal word in it but the masked name."""

    public_id: UUID
    case_number: str
    applicant_masked: str
    state: LineState
    due_on: date
    is_overdue: bool
    keyed_at: datetime | None
    keyed_by: str
    cursor: int


@dataclass(frozen=True)
class LineField:
    """One field of the form outside, in its order."""

    heading: str
    value: str


@dataclass(frozen=True)
class LineView:
    """One line with everything that is keyed."""

    row: LineRow
    list_code: str
    list_name: Localised
    system: Localised
    case_id: UUID
    fields: tuple[LineField, ...]
    is_closed: bool  # somebody under 14 stands in the case: an approval is needed
    number: str  # what the system outside gave it
    reason: str  # why it was left out
    may_put_back: bool
    may_confirm: bool
    left: int  # open lines behind this one


class LineDoneError(ConflictError):
    """Somebody was faster."""

    code = "line_done"
    message = _("A colleague was a moment earlier with this line. Nothing of yours was changed.")


class TooLateError(ConflictError):
    """A tick is taken back on its own day only."""

    code = "line_too_late"
    message = _("This can be put back only on the day on which it was ticked off.")


class SecondPersonError(ConflictError):
    """Who keyed a line does not look at it for the second time."""

    code = "second_person"
    message = _("A second person looks at what you keyed; that cannot be you.")


class NumberError(InvalidError):
    """The number outside is too long."""

    code = "outside_number"
    message = _("Please write at most 60 characters.")
