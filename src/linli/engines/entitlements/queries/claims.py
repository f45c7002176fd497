"""Open claims as the superior of the office sees them: what, how much, not of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from linli.engines.entitlements.models import Claim
from linli.engines.entitlements.queries.rows import name_of
from linli.engines.entitlements.values import EntitlementPermission
from linli.foundation.errors.values import NotFoundError
from linli.registers.organisations import queries as organisations
from linli.registers.places.values import code_range

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor


@dataclass(frozen=True)
class ClaimRow:
    """A claim in the line: no names."""

    public_id: UUID
    name: str
    office: str
    number: str
    left_fen: int
    due_on: date


def open_claims(actor: Actor, *, limit: int = 50) -> tuple[ClaimRow, ...]:
    """Return the open claims of the offices in the actor's line, the oldest day first."""
    actor.require(EntitlementPermission.WAIVE)
    return _rows(_in_line(actor).order_by("due_on", "pk")[:limit])


def claim(actor: Actor, *, claim_id: UUID) -> ClaimRow:
    """Return one open claim in the actor's line. Raises `NotFoundError`."""
    actor.require(EntitlementPermission.WAIVE)
    row = _in_line(actor).filter(public_id=claim_id).first()
    if row is None:
        raise NotFoundError
    return _rows([row])[0]


def _in_line(actor: Actor) -> QuerySet[Claim]:
    inside = Q(pk__in=())
    for held in actor.holdings_for(EntitlementPermission.WAIVE):
        inside |= Q(
            entitlement__organisation__division__code__range=code_range(held.division_code),
            entitlement__compartment__in=["", *sorted(held.compartments)],
        )
    rows = Claim.objects.filter(inside, closed_at=None).annotate(paid=Sum("receipts__amount_fen"))
    return rows.select_related("entitlement__case")


def _rows(rows: Iterable[Claim]) -> tuple[ClaimRow, ...]:
    found = list(rows)
    offices = organisations.organisations(row.entitlement.organisation_id for row in found)
    return tuple(
        ClaimRow(
            row.public_id,
            name_of(row.entitlement),
            offices[row.entitlement.organisation_id].words,
            row.entitlement.case.number,
            row.amount_fen - (getattr(row, "paid", None) or 0),
            row.due_on,
        )
        for row in found
    )
