"""Who may see what was granted: a ground in the query, never only in the view.

The grounds: I receive it, or may act for whoever does · my office pays it. A sealed one needs its
compartment too; who is under 14 an approval of the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.engines.entitlements.models import Entitlement
from linli.engines.entitlements.values import EntitlementPermission
from linli.foundation.errors.values import NotFoundError
from linli.registers.people import queries as people
from linli.registers.people.values import ApprovalNeededError, BeyondMandateError, Scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor, Holding


def own(actor: Actor, *, now: datetime, scope: Scope = Scope.FOLLOW) -> QuerySet[Entitlement]:
    """Return what the actor receives, or somebody for whom they may do so much today."""
    if not actor.is_signed_in:
        return Entitlement.objects.none()
    mine = Q(account_id=actor.account_id)
    if actor.is_proven and actor.person_id is not None:
        mine |= Q(person_id=actor.person_id)
    for one in people.acting_for(actor, today=timezone.localdate(now)):
        ground = Q(person_id=one.person_id)
        if scope in one.scope:
            mine |= ground & Q(item_code=one.item_code) if one.item_code else ground
    return Entitlement.objects.filter(mine)


def own_one(actor: Actor, public_id: UUID, *, now: datetime) -> Entitlement:
    """Return one of one's own; raises `NotFoundError`."""
    row = own(actor, now=now).filter(public_id=public_id).select_related("case").first()
    if row is None:
        raise NotFoundError
    return row


def office(
    actor: Actor, permission: EntitlementPermission = EntitlementPermission.HANDLE
) -> QuerySet[Entitlement]:
    """Return what the offices of the actor's posts pay."""
    ground = Q(pk__in=())
    for held in actor.holdings_for(permission):
        ground |= Q(
            organisation=held.organisation_id, compartment__in=["", *sorted(held.compartments)]
        )
    return Entitlement.objects.filter(ground)


def office_one(actor: Actor, public_id: UUID) -> tuple[Entitlement, Holding]:
    """Return one that the actor's office pays, and the post through which; or `NotFoundError`."""
    actor.require(EntitlementPermission.HANDLE)
    row = office(actor).filter(public_id=public_id).select_related("case").first()
    if row is None:
        raise NotFoundError
    for held in actor.holdings_for(EntitlementPermission.HANDLE):
        is_here = held.organisation_id == row.organisation_id
        if is_here and row.compartment in {"", *held.compartments}:
            return row, held
    raise NotFoundError


def served(actor: Actor, public_id: UUID, *, now: datetime) -> tuple[Entitlement, Holding | None]:
    """Return one to act in: one's own, or one that the actor's office pays with the post.

    At the office a look at somebody under 14 asks for the approval. Raises `NotFoundError`, and
    `BeyondMandateError` where a mandate shows it but does not go so far.
    """
    seen = own(actor, now=now).filter(public_id=public_id).select_related("case").first()
    if seen is not None:
        if not may_act(actor, seen, now=now):
            raise BeyondMandateError
        return seen, None
    if not actor.may(EntitlementPermission.HANDLE):
        raise NotFoundError
    row, held = office_one(actor, public_id)
    opened(actor, row, now=now, act="acted")
    return row, held


def may_act(actor: Actor, row: Entitlement, *, now: datetime) -> bool:
    """Say whether the actor may act in one of their own, not only follow it."""
    return own(actor, now=now, scope=Scope.FILE).filter(pk=row.pk).exists()


def opened(actor: Actor, row: Entitlement, *, now: datetime, act: str = "read") -> None:
    """Log a look at somebody under 14; raises `ApprovalNeededError` without an approval.

    The approval is that of the case in which it was granted.
    """
    until = row.sheltered_until
    if until is None or timezone.localdate(now) >= until:
        return
    if not people.opened(actor, kind="case", subject=row.case.public_id, now=now, act=act):
        raise ApprovalNeededError
