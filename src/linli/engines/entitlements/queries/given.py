"""What somebody has been given: for themselves, and for the office that pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.entitlements.queries import access
from linli.engines.entitlements.queries.one import view
from linli.engines.entitlements.queries.rows import rows_of
from linli.engines.entitlements.values import LIVE, EntitlementPermission, EntitlementState

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.engines.entitlements.queries.one import GivenView
    from linli.engines.entitlements.queries.rows import GivenRow
    from linli.foundation.actors.values import Actor

PAGE = 50


def mine(actor: Actor, *, now: datetime) -> tuple[GivenRow, ...]:
    """Return what the actor receives, and those they act for; what runs comes first."""
    actor.require(EntitlementPermission.READ_OWN)
    found = list(access.own(actor, now=now).select_related("case").order_by("-pk")[:PAGE])
    return rows_of(sorted(found, key=lambda row: row.state not in LIVE))


def my_one(actor: Actor, *, entitlement_id: UUID, now: datetime) -> GivenView:
    """Return one of one's own with its history and months. Raises `NotFoundError`."""
    actor.require(EntitlementPermission.READ_OWN)
    row = access.own_one(actor, entitlement_id, now=now)
    return view(row, now=now, may_act=access.may_act(actor, row, now=now))


def office(
    actor: Actor, *, state: str = "", text: str = "", after: int = 0
) -> tuple[tuple[GivenRow, ...], int | None]:
    """Return what the actor's offices pay, by id, and where the next page begins."""
    actor.require(EntitlementPermission.HANDLE)
    rows = access.office(actor).select_related("case")
    if state in EntitlementState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(case__number__startswith=text)
    found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    return rows_of(found[:PAGE]), found[PAGE - 1].pk if len(found) > PAGE else None


def office_one(actor: Actor, *, entitlement_id: UUID, now: datetime) -> GivenView:
    """Return one that the actor's office pays. Raises `NotFoundError`, `ApprovalNeededError`."""
    row, _held = access.office_one(actor, entitlement_id)
    access.opened(actor, row, now=now)
    return view(row, now=now)


def case_of(actor: Actor, *, entitlement_id: UUID) -> UUID:
    """Return the case in which it was granted: there an approval is asked for."""
    row, _held = access.office_one(actor, entitlement_id)
    return row.case.public_id
