"""Acting for another: a mandate, and the code with which it is taken up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.files.values import FileView

CODE_TIME = timedelta(days=7)  # how long the one-time code of a mandate can be entered
MANDATE_YEARS = 3  # where the pack does not say: how long a mandate may hold; then it is renewed
REMINDER_DAYS = 30  # where the pack does not say: how long before its end both are reminded
YEARS_PARAMETER, REMINDER_PARAMETER = "mandate_years", "mandate_reminder_days"
MANDATE_FILES = "people.mandate"  # photographed papers, of the mandate they were signed for
EVERY_ITEM = "every"  # what a form says for a mandate without limits


class Scope(TextChoices):
    """What an agent may do. Whoever files also follows; who only collects sees what is decided."""

    FILE = "file", _("Apply, add papers, withdraw and rate")
    FOLLOW = "follow", _("See how it goes on")
    COLLECT = "collect", _("Collect the result")
    EVERYTHING = "everything", _("All of this")


WHOLE_SCOPE = frozenset({Scope.FILE, Scope.FOLLOW, Scope.COLLECT})


class Acting(NamedTuple):
    """For whom somebody acts today, in which item (empty: every one), and what they may do."""

    person_id: int
    item_code: str
    scope: frozenset[Scope]


@dataclass(frozen=True)
class MandateView:
    """A mandate; names as both sides know each other."""

    id: int
    public_id: UUID
    principal: str
    agent: str  # empty until somebody accepts
    item_code: str  # empty: every item
    from_on: date
    to_on: date | None
    is_accepted: bool
    is_revoked: bool
    is_mine: bool = False  # granted by the reader
    scope: tuple[Scope, ...] = (Scope.EVERYTHING,)
    item_codes: tuple[str, ...] = ()  # all of them, where it is limited
    items: tuple[str, ...] = ()  # their names; the code of what is offered no more
    is_over: bool = False  # its last day is past
    is_renewed: bool = False  # another goes on behind it
    is_renewal: bool = False

    @property
    def allows(self) -> tuple[Scope, ...]:
        """What the agent may do, each part by its own name."""
        whole = Scope.EVERYTHING in self.scope
        return (Scope.FILE, Scope.FOLLOW, Scope.COLLECT) if whole else self.scope

    @property
    def is_live(self) -> bool:
        """Whether something is there that can be ended."""
        return not (self.is_revoked or self.is_over)

    @property
    def may_be_renewed(self) -> bool:
        """Whether its principal can extend it now."""
        return self.is_live and self.is_accepted and not self.is_renewed


@dataclass(frozen=True)
class DoneAct:
    """Something that an agent did for the principal: in which matter, what, when."""

    at: datetime
    matter: str  # the name of the service
    number: str  # of the case
    did: str
    url: str = ""  # of the case, for whoever may follow it


@dataclass(frozen=True)
class MandatePage:
    """A mandate with its paper, what was done under it, and what went before and after."""

    mandate: MandateView
    acts: tuple[DoneAct, ...] = ()
    has_more: bool = False
    papers: tuple[FileView, ...] = ()
    others: tuple[MandateView, ...] = ()  # renewals before and behind, oldest first
    may_renew: bool = False
    may_revoke: bool = False
    longest: date | None = None  # the last day that a renewal may name today


@dataclass(frozen=True)
class BlankMandate:
    """What stands on a form to print: empty, or filled in as far as is known."""

    principal: str = ""
    document: str = ""  # masked number
    phone: str = ""
    years: int = MANDATE_YEARS
    parts: tuple[Scope, ...] = tuple(Scope)


@dataclass(frozen=True)
class GrantedMandate:
    """A new mandate, and the code that the agent enters: shown once, kept nowhere in plain."""

    public_id: UUID
    code: str
