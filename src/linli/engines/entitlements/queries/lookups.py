"""What any office of the city grants to somebody: by their record, or by exact number; logged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from linli.engines.entitlements.models import Entitlement, Member
from linli.engines.entitlements.queries.rows import rows_of
from linli.engines.entitlements.queries.sealing import person_key
from linli.engines.entitlements.values import EntitlementPermission
from linli.foundation.audit import services as audit
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.engines.entitlements.queries.rows import GivenRow
    from linli.foundation.actors.values import Actor

PAGE = 50


def of_person(actor: Actor, *, person_id: UUID, now: datetime) -> tuple[GivenRow, ...]:
    """Return all that any office grants to somebody whose record the actor may read.

    Sealed items only with their compartment, and without a trace otherwise; each look is logged.
    Raises as `people.person` does.
    """
    actor.require(EntitlementPermission.FIND)
    person = people.person(actor, person_id=person_id, now=now)
    return _found(actor, Q(person_id=person.id), subject=str(person.public_id), now=now)


def of_number(
    actor: Actor, *, document_type: str, number: str, now: datetime
) -> tuple[GivenRow, ...]:
    """Return all that any office grants in which exactly this number is counted, city-wide.

    Hit and miss are logged. Raises `IdentityError` for a number that cannot be.
    """
    actor.require(EntitlementPermission.FIND)
    whole = people.checked_number(document_type=document_type, number=number, now=now)
    inside = Member.objects.filter(person_key=person_key(whole)).values("entitlement")
    known = people.id_of_number(document_type=document_type, number=whole)
    ground = Q(pk__in=inside) | (Q(person_id=known) if known else Q(pk__in=()))
    return _found(actor, ground, subject="", now=now, is_sheltered=True)


def _found(
    actor: Actor, ground: Q, *, subject: str, now: datetime, is_sheltered: bool = False
) -> tuple[GivenRow, ...]:
    kept = frozenset().union(*(held.compartments for held in actor.holdings))
    rows = Entitlement.objects.filter(ground, compartment__in=["", *sorted(kept)])
    if is_sheltered:  # somebody under 14: by their record only, which asks for the approval
        today = timezone.localdate(now)
        rows = rows.filter(Q(sheltered_until=None) | Q(sheltered_until__lte=today))
    found = rows_of(rows.select_related("case").order_by("-pk")[:PAGE])
    audit.record(
        actor,
        act="entitlements.person.looked_up",
        kind="person",
        subject=subject,
        data={"found": len(found)},
        now=now,
    )
    return tuple(replace(row, number="") for row in found)  # a number is a key to its case
