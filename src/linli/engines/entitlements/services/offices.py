"""When divisions are split or offices closed, payments follow to the office that is responsible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from linli.engines.entitlements.models import Entitlement
from linli.engines.entitlements.services.history import Change, append, lock
from linli.engines.entitlements.values import EntitlementState, EventKind
from linli.foundation.actors.values import SYSTEM
from linli.registers.organisations import queries as organisations
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from datetime import datetime

    from linli.registers.organisations.values import OrganisationView


def follow_successors(*, now: datetime) -> int:
    """Move what a closed office or a closed division paid; return how many moved.

    Where nobody is responsible yet, it stays where it is and is seen in the figures.
    """
    rows = Entitlement.objects.exclude(state=EntitlementState.ENDED)
    pairs = set(rows.order_by().values_list("organisation_id", "division_code").distinct())
    in_force = places.names(frozenset(code for _body, code in pairs), in_force_only=True)
    bodies = organisations.organisations(body for body, _code in pairs)
    moved = 0
    for body_id, code in sorted(pairs):
        if code in in_force and bodies[body_id].is_in_force:
            continue
        target = _successor(bodies[body_id], code)
        if target is not None and target != (body_id, code):
            moved += _move(body_id, code, target, now=now)
    return moved


def _successor(body: OrganisationView, code: str) -> tuple[int, str] | None:
    """Return the office and division that follow."""
    if not places.exists(code):
        closed = places.closed(code)
        if closed and closed[0].successor:
            code = closed[0].successor.code
    found = organisations.responsible(function=body.function, level=body.level, division_code=code)
    return (found.id, code) if found else None


@transaction.atomic
def _move(body_id: int, code: str, target: tuple[int, str], *, now: datetime) -> int:
    rows = Entitlement.objects.filter(organisation=body_id, division_code=code)
    moving = list(
        rows.exclude(state=EntitlementState.ENDED).order_by("pk").values_list("pk", flat=True)
    )
    for pk in moving:
        row = lock(pk)
        row.organisation_id, row.division_code = target
        data = {"from": body_id, "to": target[0]}
        append(row, SYSTEM, Change(EventKind.MOVED, data=data), now=now)
    return len(moving)
