"""What runs in the divisions of a leader, in figures; small counts suppressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from linli.engines.catalogue import queries as catalogue
from linli.engines.entitlements.models import Entitlement
from linli.engines.entitlements.values import EntitlementPermission, EntitlementState
from linli.registers.places import queries as places
from linli.registers.places.values import code_range

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor

FEW = 5  # smaller counts are not told in figures


@dataclass(frozen=True)
class TotalRow:
    """What is paid of an item in a division; counts below five are not told."""

    item_name: str
    division_code: str
    division_name: str
    count: int | None
    monthly_fen: int | None


def totals(actor: Actor) -> tuple[TotalRow, ...]:
    """Return what runs in the actor's divisions, by item and street; small counts suppressed."""
    actor.require(EntitlementPermission.TOTALS)
    inside = Q(pk__in=())
    for held in actor.holdings_for(EntitlementPermission.TOTALS):
        ground = Q(division_code__range=code_range(held.division_code))
        inside |= ground & Q(compartment__in=["", *sorted(held.compartments)])
    rows = (
        Entitlement.objects.filter(inside, state=EntitlementState.RUNNING)
        .order_by("version_id", "division_code")
        .values_list("version_id", "division_code", "every")
        .annotate(count=Count("pk"), fen=Sum("amount_fen"))
    )
    found: dict[tuple[str, str], list[int]] = {}
    for version_id, code, every, count, fen in rows:
        item = catalogue.version(version_id)
        sums = found.setdefault((str(item.name), f"{code[:9]}000"), [0, 0])
        sums[0] += count
        sums[1] += (fen or 0) if every == "month" else 0
    names = places.names(frozenset(code for _name, code in found), in_force_only=False)
    return tuple(
        TotalRow(
            name,
            code,
            str(names.get(code, code)),
            count if count >= FEW else None,
            fen if count >= FEW else None,
        )
        for (name, code), (count, fen) in sorted(found.items())
    )
