"""Acting for another: a mandate, and the code with which it is taken up."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

CODE_TIME = timedelta(days=7)  # how long the one-time code of a mandate can be entered


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
    item: str = ""  # the name of the item; its code where it is offered no more


@dataclass(frozen=True)
class GrantedMandate:
    """A new mandate, and the code that the agent enters: shown once, kept nowhere in plain."""

    public_id: UUID
    code: str
