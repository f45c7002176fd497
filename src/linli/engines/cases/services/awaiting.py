"""Waiting for another verdict: of another application, a court, an assessment.

The clock stands meanwhile and the resident is told for how long at most; after that the stage is
decided without (a verdict that never comes keeps nobody waiting for ever).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from linli.engines.cases.models import Await, Case, CaseParty, Task
from linli.engines.cases.rules import clock
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.services.moving import begins
from linli.engines.cases.services.tasks import live_task, lock_case, required_reason
from linli.engines.cases.values import (
    LIVE_TASKS,
    OPEN_STATES,
    CaseState,
    EventKind,
    NotAllowedNowError,
    PartyKind,
    PauseCause,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import Awaited, StageKind
from linli.foundation.actors.values import SYSTEM, Actor
from linli.foundation.calendar import queries as calendar

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Holding

BATCH = 500


@begins(StageKind.WAIT)
def begin(case: Case, task: Task, *, now: datetime) -> None:
    """Let a stage wait for its verdict, unless it is there already."""
    rule = catalogue.version(case.version_id).flow.stage(task.stage).wait
    if rule is None:
        return
    other = _other(case, rule.item) if rule.verdict is Awaited.CASE else None
    if other is not None and other.state not in OPEN_STATES:
        return
    today = on_day(now)
    until = clock.since(rule.at_most, today, calendar=calendar.site_calendar()).due_on
    Await.objects.create(
        case=case, task=task, verdict=rule.verdict, other=other, until=until or today
    )
    Task.objects.filter(pk=task.pk).update(state=TaskState.STANDING)
    data = {
        "stage": task.stage,
        "cause": PauseCause.VERDICT,
        "days": (until - today).days if until else 0,
    }
    append(case, SYSTEM, [Happening(EventKind.PAUSED, data, None, task.public_id)], now=now)
    at_work = Task.objects.filter(case=case, kind=TaskKind.STAGE, state=TaskState.OPEN)
    if not at_work.exists():
        case.state = CaseState.PAUSED
    refresh_days(case)
    case.save()


def _other(case: Case, item_code: str) -> Case | None:
    """Return the newest application of the same applicant for an item."""
    mine = Q(pk__in=())
    for account, person in case.parties.filter(kind=PartyKind.APPLICANT).values_list(
        "account_id", "person_id"
    ):
        mine |= Q(person_id=person) if person else Q(account_id=account)
    cases = CaseParty.objects.filter(mine, kind=PartyKind.APPLICANT).values("case_id")
    found = Case.objects.filter(pk__in=cases, item_code=item_code).exclude(pk=case.pk)
    return found.order_by("-pk").first()


@transaction.atomic
def verdict_came(actor: Actor, *, task_id: str, words: str, now: datetime) -> None:
    """Write down a verdict that has come, of whom and what it says; the stage can be decided."""
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    row = Await.objects.filter(task=task, ended_on=None).first()
    if row is None:
        raise NotAllowedNowError
    said = required_reason(words)
    _end(row, task, case, actor, has_come=True, words=said, now=now, holding=holding)


def verdict_of(other: Case, *, now: datetime) -> None:
    """Let every stage go on that waited for this case, which has ended."""
    for pk in Await.objects.filter(other=other, ended_on=None).values_list("pk", flat=True):
        _end_of(pk, has_come=True, now=now)


def give_up(*, now: datetime) -> int:
    """Let stages be decided without a verdict that did not come in time; return how many."""
    due = Await.objects.filter(ended_on=None, until__lt=on_day(now)).order_by("pk")
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    return sum(_end_of(pk, has_come=False, now=now) for pk in ids)


@transaction.atomic
def _end_of(pk: int, *, has_come: bool, now: datetime) -> bool:
    case = lock_case(Await.objects.values_list("case_id", flat=True).get(pk=pk))
    row = Await.objects.select_related("task").get(pk=pk)
    if row.ended_on is not None or row.task.state not in LIVE_TASKS:
        return False
    _end(row, row.task, case, SYSTEM, has_come=has_come, words="", now=now)
    return True


def _end(
    row: Await,
    task: Task,
    case: Case,
    actor: Actor,
    *,
    has_come: bool,
    words: str,
    now: datetime,
    holding: Holding | None = None,
) -> None:
    row.ended_on, row.has_come = on_day(now), has_come
    row.save(update_fields=["ended_on", "has_come"])
    Task.objects.filter(pk=task.pk).update(state=TaskState.OPEN)
    case.state = CaseState.HANDLING if case.accepted_on else CaseState.RECEIVED
    data = {"stage": task.stage, "verdict": has_come}
    happening = Happening(
        EventKind.RESUMED, data, {"note": words} if words else None, task.public_id
    )
    append(case, actor, [happening], now=now, holding=holding)
    refresh_days(case)
    case.save()
