"""Acting for another: a mandate, and the code with which it is taken up."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CODE_TIME = timedelta(days=7)  # how long the one-time code of a mandate can be entered
MANDATE_YEARS = 3  # assumption: how long a mandate may hold at most; then it is granted again


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
    item: str = ""  # the name of the item; its code where it is offered no more


@dataclass(frozen=True)
class GrantedMandate:
    """A new mandate, and the code that the agent enters: shown once, kept nowhere in plain."""

    public_id: UUID
    code: str
