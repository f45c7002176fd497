"""Stopping, resuming and extending the clock; withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from linli.engines.cases.models import Task
from linli.engines.cases.queries.access import own_case
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.services.places import leave
from linli.engines.cases.services.stages import close, end
from linli.engines.cases.services.tasks import (
    give_access,
    head_of,
    live_task,
    lock_case,
    required_reason,
)
from linli.engines.cases.values import (
    OPEN_STATES,
    CasePermission,
    CaseResult,
    CaseState,
    EventKind,
    NotAllowedNowError,
    PauseCause,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.registers.people.values import Scope

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Actor


@transaction.atomic
def pause(
    actor: Actor, *, task_id: str, cause: PauseCause, days: int, reason: str, now: datetime
) -> None:
    """Stop the clock for a special procedure; its expected length in days is told in writing.

    Source: 行政许可法 45.
    """
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    if task.state != TaskState.OPEN or task.kind != TaskKind.STAGE or days < 1:
        raise NotAllowedNowError
    Task.objects.filter(pk=task.pk).update(state=TaskState.PAUSED)
    case.state = CaseState.PAUSED
    happening = Happening(
        EventKind.PAUSED,
        {"stage": task.stage, "cause": str(cause), "days": days},
        {"reason": required_reason(reason)},
        task.public_id,
    )
    append(case, actor, [happening], now=now, holding=holding)
    refresh_days(case)
    case.save()


@transaction.atomic
def resume(actor: Actor, *, task_id: str, reason: str = "", now: datetime) -> None:
    """Let the clock run again after a special procedure."""
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    if task.state != TaskState.PAUSED:
        raise NotAllowedNowError
    Task.objects.filter(pk=task.pk).update(state=TaskState.OPEN)
    case.state = CaseState.HANDLING if case.accepted_on else CaseState.RECEIVED
    words = {"reason": reason.strip()} if reason.strip() else None
    happening = Happening(EventKind.RESUMED, {"stage": task.stage}, words, task.public_id)
    append(case, actor, [happening], now=now, holding=holding)
    refresh_days(case)
    case.save()


@transaction.atomic
def ask_extension(actor: Actor, *, task_id: str, reason: str, now: datetime) -> None:
    """Ask the superior to extend a stage by what the item allows, once (行政许可法 42)."""
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    flow = catalogue.version(case.version_id).flow
    asked = Task.objects.filter(case=case, kind=TaskKind.EXTENSION, stage=task.stage).exists()
    may_extend = task.kind == TaskKind.STAGE and flow.extension_days and case.accepted_on
    if asked or not may_extend:
        raise NotAllowedNowError
    words = {"reason": required_reason(reason)}
    head, role = head_of(task.organisation_id)
    Task.objects.create(
        case=case,
        kind=TaskKind.EXTENSION,
        stage=task.stage,
        organisation_id=head.id,
        role=role,
        state=TaskState.OPEN,
        opened_at=now,
        opened_on=on_day(now),
        due_on=task.due_on,
    )
    give_access(case, [head])
    happening = Happening(EventKind.EXTENSION_ASKED, {"stage": task.stage}, words, task.public_id)
    append(case, actor, [happening], now=now, holding=holding)
    case.save()


@transaction.atomic
def decide_extension(
    actor: Actor, *, task_id: str, is_approved: bool, reason: str, now: datetime
) -> None:
    """Approve or refuse an extension; the resident is told the reason."""
    request, case, holding = live_task(
        actor, task_id=task_id, permission=CasePermission.SUPERVISE, now=now
    )
    if request.kind != TaskKind.EXTENSION:
        raise NotAllowedNowError
    flow = catalogue.version(case.version_id).flow
    stage = (
        Task.objects.filter(case=case, kind=TaskKind.STAGE, stage=request.stage)
        .order_by("pk")
        .last()
    )
    close(request, actor, outcome="approved" if is_approved else "refused", now=now)
    happening = Happening(
        EventKind.EXTENDED if is_approved else EventKind.EXTENSION_REFUSED,
        {"stage": request.stage, "days": flow.extension_days},
        {"reason": required_reason(reason)},
        stage.public_id if stage else None,
    )
    append(case, actor, [happening], now=now, holding=holding)
    refresh_days(case)
    case.save()


@transaction.atomic
def withdraw(actor: Actor, *, case_id: str, reason: str = "", now: datetime) -> None:
    """Take an application back before it is decided; it may be filed again at any time."""
    actor.require(CasePermission.WITHDRAW)
    found = own_case(actor, case_id, now=now, scope=Scope.FILE)
    case = lock_case(found.pk)
    if case.state not in OPEN_STATES:
        raise NotAllowedNowError
    end(case, result=CaseResult.WITHDRAWN, now=now)
    leave(case, now=now)
    case.due_on = None
    words = {"reason": reason.strip()} if reason.strip() else None
    append(case, actor, [Happening(EventKind.WITHDRAWN, words=words)], now=now)
    case.save()
