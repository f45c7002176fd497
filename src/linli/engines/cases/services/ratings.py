"""The service rating and the call-back that a poor one opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from linli.engines.cases.models import Case, Rating, Task
from linli.engines.cases.queries.access import own_cases
from linli.engines.cases.queries.sealing import seal
from linli.engines.cases.rules import rating as rules
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.services.stages import close
from linli.engines.cases.services.tasks import (
    give_access,
    head_of,
    live_task,
    lock_case,
    required_reason,
)
from linli.engines.cases.values import (
    CasePermission,
    CaseState,
    EventKind,
    Grade,
    NotAllowedNowError,
    TaskKind,
    TaskState,
)
from linli.foundation.calendar import queries as calendar
from linli.foundation.errors.values import NotFoundError

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Actor


@transaction.atomic
def rate(actor: Actor, *, case_id: str, grade: Grade, comment: str = "", now: datetime) -> None:
    """Rate a decided case, once. A poor grade opens a call-back at the superior of those rated.

    Source: 国办发〔2019〕51号; GB/T 39735. The rater is never shown to those rated.
    """
    actor.require(CasePermission.RATE)
    found = own_cases(actor, now=now).filter(public_id=case_id).first()
    if found is None:
        raise NotFoundError
    case = lock_case(found.pk)
    rated = Rating.objects.filter(case=case).exists()
    if not rules.may_rate(CaseState(case.state), already_rated=rated or not case.key):
        raise NotAllowedNowError
    words = seal(case, {"comment": comment.strip()}) if comment.strip() else None
    try:
        with transaction.atomic():
            Rating.objects.create(case=case, grade=grade, sealed=words, at=now)
    except IntegrityError as error:
        raise NotAllowedNowError from error
    # The event says that somebody rated, never which grade: those rated read this timeline.
    append(case, actor, [Happening(EventKind.RATED)], now=now)
    if rules.is_poor(grade):
        _open_callback(case, now=now)
    case.save()


def _open_callback(case: Case, *, now: datetime) -> None:
    first = Task.objects.filter(case=case, kind=TaskKind.STAGE).earliest("pk")
    head, role = head_of(first.organisation_id)
    due = rules.callback_due(on_day(now), calendar=calendar.site_calendar())
    Task.objects.create(
        case=case,
        kind=TaskKind.CALLBACK,
        organisation_id=head.id,
        role=role,
        state=TaskState.OPEN,
        opened_at=now,
        opened_on=on_day(now),
        due_on=due,
    )
    give_access(case, [head])


@transaction.atomic
def close_callback(
    actor: Actor, *, task_id: str, was_reached: bool, cause: str, remedy: str, now: datetime
) -> None:
    """Close the call-back after a poor rating with its cause and what is done about it."""
    task, case, holding = live_task(
        actor, task_id=task_id, permission=CasePermission.SUPERVISE, now=now
    )
    if task.kind != TaskKind.CALLBACK:
        raise NotAllowedNowError
    words = {"cause": required_reason(cause), "remedy": required_reason(remedy)}
    close(task, actor, outcome="reached" if was_reached else "not_reached", now=now)
    Rating.objects.filter(case=case).update(
        callback_sealed=seal(case, words), callback_closed_at=now
    )
    happening = Happening(
        EventKind.CALLBACK_CLOSED, {"reached": was_reached}, words, task.public_id
    )
    append(case, actor, [happening], now=now, holding=holding)
    case.save()
