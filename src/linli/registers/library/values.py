"""What a paper of the library is, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Permission as Base
from linli.foundation.actors.values import Role
from linli.foundation.errors.values import ConflictError

if TYPE_CHECKING:
    from uuid import UUID

    from linli.foundation.files.values import FileView
    from linli.foundation.formspec.values import Localised

FILES = "library"
UNDO_FOR = timedelta(days=7)


class LibraryPermission(Base):
    """What may be done with papers. No role: any signed-in resident, with their own."""

    KEEP_OWN = ("library:paper:keep_own",)
    READ = "library:paper:read", Role.CLERK, Role.COMMUNITY_WORKER
    KEEP = "library:paper:keep", Role.CLERK, Role.COMMUNITY_WORKER


class Source(TextChoices):
    """Where a paper comes from."""

    OWN = "own", _("Given by the person")
    COUNTER = "counter", _("Original seen at the counter")


class State(TextChoices):
    """Whether a paper counts. Expiry is a matter of the day and not kept."""

    VALID = "valid", _("Kept")
    REPLACED = "replaced", _("Replaced by a newer one")
    DELETED = "deleted", _("Deleted")


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper; `months` is how long one without an expiry day counts."""

    id: str
    name: Localised
    months: int
    register: str = ""


@dataclass(frozen=True)
class UseView:
    """A paper was put to an application."""

    purpose: Localised
    at: datetime


@dataclass(frozen=True)
class PaperView:
    """A paper as its owner sees it."""

    public_id: UUID
    kind: str
    name: Localised
    issued_on: date | None
    expires_on: date | None
    until: date
    source: Source
    office: str
    given_on: date
    may_reuse: bool
    state: State
    is_expired: bool
    files: tuple[FileView, ...] = ()
    uses: tuple[UseView, ...] = ()


@dataclass(frozen=True)
class Copy:
    """What an application keeps of a paper that was put to it."""

    paper: UUID
    files: tuple[FileView, ...]
    source: Source
    office: str
    issued_on: date | None
    expires_on: date | None
    given_on: date


class PaperOverError(ConflictError):
    """The paper cannot be used any more."""

    code = "paper_over"
    message = _("This paper has expired or may not be used again. Please add the new one.")


class PaperReplacedError(ConflictError):
    """A newer one of the same kind is there."""

    code = "paper_replaced"
    message = _("A newer paper of this kind is kept already. Nothing was changed.")
