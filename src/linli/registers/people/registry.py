"""What rooms above or beside plug in.

They say what follows a merge, which services a mandate can name, what was done under one, what the
city decided about terms, whose account a person has, and what they keep of under-14s.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.urls import reverse

from linli.foundation.actors.values import Actor
from linli.registers.people.values import DoneAct

Items = Callable[[], tuple[tuple[str, str], ...]]


class MergeHandler(Protocol):
    """Points rows of another room to the kept record, in the transaction of the merge."""

    def __call__(self, *, kept_id: int, dropped_id: int, now: datetime) -> None:
        """Move what belongs to the dropped record."""
        ...


_merge_handlers: list[MergeHandler] = []


def on_merge(handler: MergeHandler) -> None:
    """Call this handler, registered from an `apps.ready`, at every merge; raising vetoes it."""
    if handler not in _merge_handlers:
        _merge_handlers.append(handler)


def merge_handlers() -> tuple[MergeHandler, ...]:
    """Return the handlers in the order of their registration."""
    return tuple(_merge_handlers)


_items: list[Items] = []


def plug_items(items: Items) -> None:
    """Let `items()` list code and words of the services that a mandate can be limited to."""
    _items[:] = [items]


def items() -> tuple[tuple[str, str], ...]:
    """Return the services that can be named; none before a catalogue is there."""
    return _items[0]() if _items else ()


Parameters = Callable[[date], Mapping[str, Any]]
_parameters: list[Parameters] = []


def plug_parameters(parameters: Parameters) -> None:
    """Let `parameter()` read what the city decided, by name and day."""
    _parameters[:] = [parameters]


def parameter(name: str, *, on: date, otherwise: int) -> int:
    """Return a whole number of the city's; `otherwise` where the pack says nothing."""
    known = _parameters[0](on) if _parameters else {}
    return int(known.get(name, otherwise))


Accounts = Callable[[int], int | None]
_accounts: list[Accounts] = []


def plug_accounts(account_of: Accounts) -> None:
    """Let `account_of()` say which account a person has: who is told, who acted."""
    _accounts[:] = [account_of]


def account_of(person_id: int) -> int | None:
    """Return the account of a person; None where nobody signs in for them."""
    return _accounts[0](person_id) if _accounts else None


class Acts(Protocol):
    """Lists what an agent did for a principal, the newest first."""

    def __call__(
        self,
        actor: Actor,
        *,
        agent_account: int,
        principal_id: int,
        items: Collection[str],
        after: datetime,
        until: datetime | None,
        limit: int,
    ) -> tuple[DoneAct, ...]:
        """Return at most `limit` acts of that time; no items: in every one."""
        ...


_acts: list[Acts] = []


def plug_acts(acts: Acts) -> None:
    """Let the page of a mandate show what was done under it; several rooms may."""
    if acts not in _acts:
        _acts.append(acts)


def acts() -> tuple[Acts, ...]:
    """Return who knows of acts."""
    return tuple(_acts)


_sheltered: dict[str, str] = {"person": "desk:people:person"}


def plug_sheltered(kind: str, page: str) -> None:
    """Let approvals open things of a kind; `page` is the name of their page at the desk."""
    _sheltered[kind] = page


def sheltered_url(kind: str, subject: UUID) -> str:
    """Return the page that an approval opens."""
    return reverse(_sheltered[kind], args=[subject])
