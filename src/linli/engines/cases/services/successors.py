"""When divisions are split or offices closed, running cases follow to who is responsible now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from linli.engines.cases.models import Task
from linli.engines.cases.services.history import Happening, append, refresh_days
from linli.engines.cases.services.stages import heir
from linli.engines.cases.services.tasks import give_access, lock_case
from linli.engines.cases.values import LIVE_TASKS, EventKind
from linli.foundation.actors.values import SYSTEM
from linli.registers.organisations import queries as organisations
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from datetime import datetime

    from linli.registers.organisations.values import OrganisationView

BATCH = 500


def follow_successors(*, now: datetime) -> int:
    """Pass what a closed office or division has at work to those that follow; return how many.

    The clock of a stage goes on: the resident waits no longer because an office was closed. Where
    nobody is responsible yet, a task stays where it is and its superior sees it overdue.
    """
    rows = Task.objects.filter(state__in=LIVE_TASKS).order_by()
    pairs = set(rows.values_list("organisation_id", "case__division_code").distinct())
    in_force = places.names(frozenset(code for _body, code in pairs), in_force_only=True)
    bodies = organisations.organisations(body for body, _code in pairs)
    followed = 0
    for body_id, code in sorted(pairs):
        if code in in_force and bodies[body_id].is_in_force:
            continue
        body, now_in = bodies[body_id], heir(code)
        target = organisations.responsible(
            function=body.function, level=body.level, division_code=now_in
        )
        if target is not None and (target.id, now_in) != (body_id, code):
            found = rows.filter(organisation=body_id, case__division_code=code).order_by("pk")
            ids = list(found.values_list("pk", flat=True)[:BATCH])
            followed += sum(_pass_on(pk, target, now_in, now=now) for pk in ids)
    return followed


@transaction.atomic
def _pass_on(pk: int, target: OrganisationView, code: str, *, now: datetime) -> bool:
    case = lock_case(Task.objects.values_list("case_id", flat=True).get(pk=pk))
    task = Task.objects.get(pk=pk)
    if task.state not in LIVE_TASKS:
        return False
    case.division_code = code
    if task.organisation_id != target.id:
        task.organisation_id, task.holder_id = target.id, None
        task.save(update_fields=["organisation_id", "holder_id"])
        give_access(case, [target])
        data = {"to": target.id, "stage": task.stage, "follows": True}
        append(case, SYSTEM, [Happening(EventKind.REASSIGNED, data, None, task.public_id)], now=now)
    refresh_days(case)
    case.save()
    return True
