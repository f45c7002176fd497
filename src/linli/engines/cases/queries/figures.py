"""How offices stand: counts in the line that somebody supervises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from linli.engines.cases.queries.access import supervised_tasks
from linli.engines.cases.values import CasePermission, TaskState
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.registers.organisations.values import OrganisationView


@dataclass(frozen=True)
class OfficeFigures:
    """How an office in the line stands."""

    office: OrganisationView
    open: int
    today: int
    overdue: int
    waiting: int


def line_figures(actor: Actor, *, now: datetime) -> tuple[OfficeFigures, ...]:
    """Return the figures of each office in the line that the actor supervises, the latest first."""
    actor.require(CasePermission.SUPERVISE)
    today = timezone.localdate(now)
    rows = list(
        supervised_tasks(actor)
        .values("organisation_id")
        .annotate(
            open=Count("pk", filter=Q(state=TaskState.OPEN)),
            today=Count("pk", filter=Q(state=TaskState.OPEN, due_on=today)),
            overdue=Count("pk", filter=Q(state=TaskState.OPEN, due_on__lt=today)),
            waiting=Count("pk", filter=~Q(state=TaskState.OPEN)),
        )
        .order_by("-overdue", "-open", "organisation_id")[:200]
    )
    bodies = organisations.organisations(row["organisation_id"] for row in rows)
    return tuple(
        OfficeFigures(
            bodies[row["organisation_id"]],
            row["open"],
            row["today"],
            row["overdue"],
            row["waiting"],
        )
        for row in rows
    )
