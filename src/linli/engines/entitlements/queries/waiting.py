"""What waits for the office: reports of changes, those promised first at the top."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.engines.entitlements.models import ChangeReport
from linli.engines.entitlements.queries.access import office
from linli.engines.entitlements.queries.rows import name_of
from linli.engines.entitlements.values import ChangeKind, EntitlementPermission

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from linli.foundation.actors.values import Actor


@dataclass(frozen=True)
class WaitingReport:
    """A report that nobody has answered."""

    public_id: UUID
    entitlement_id: UUID
    name: str
    holder_masked: str
    kind_words: str
    due_on: date | None


def waiting_reports(actor: Actor, *, limit: int = 50) -> tuple[WaitingReport, ...]:
    """Return the reports that wait for the actor's offices, in one statement."""
    actor.require(EntitlementPermission.HANDLE)
    rows = ChangeReport.objects.filter(entitlement__in=office(actor), outcome="")
    return tuple(
        WaitingReport(
            row.public_id,
            row.entitlement.public_id,
            name_of(row.entitlement),
            row.entitlement.holder_masked,
            str(ChangeKind(row.kind).label),
            row.due_on,
        )
        for row in rows.select_related("entitlement").order_by("due_on", "pk")[:limit]
    )
