"""The service rating, twice a case, and what its rater may still say when it is not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from linli.engines.cases.models import Case, Rating, Task
from linli.engines.cases.queries.access import own_case
from linli.engines.cases.queries.cases import stage_to_rate
from linli.engines.cases.queries.sealing import seal
from linli.engines.cases.rules import rating as rules
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.services.tasks import (
    give_access,
    head_of,
    lock_case,
    required_reason,
)
from linli.engines.cases.values import (
    CasePermission,
    EventKind,
    Grade,
    NotAllowedNowError,
    RatingStage,
    TaskKind,
    TaskState,
)
from linli.foundation.calendar import queries as calendar
from linli.registers.people.values import Scope

if TYPE_CHECKING:
    from datetime import date, datetime

    from linli.foundation.actors.values import Actor, Role
    from linli.registers.organisations.values import OrganisationView


@transaction.atomic
def rate(
    actor: Actor,
    *,
    case_id: str,
    grade: Grade,
    stage: RatingStage = RatingStage.RESULT,
    comment: str = "",
    is_named: bool = True,
    now: datetime,
) -> None:
    """Rate how handing in went, or how it ended, each once.

    A poor grade opens a call-back at the superior of those rated, unless the rater does not show
    her name: then nobody can call, and only the grade counts.

    Source: 国办发〔2019〕51号; GB/T 39735. The rater is never shown to those rated.
    """
    actor.require(CasePermission.RATE)
    case = lock_case(own_case(actor, case_id, now=now, scope=Scope.FILE).pk)
    if not case.key or stage_to_rate(case, Rating.objects.filter(case=case)) is not stage:
        raise NotAllowedNowError
    words = seal(case, {"comment": comment.strip()}) if comment.strip() else None
    callback = None
    if rules.needs_callback(grade, is_named=is_named):
        callback = _open_callback(case, stage, now=now)
    try:
        with transaction.atomic():
            Rating.objects.create(
                case=case,
                stage=stage,
                item_code=case.item_code,
                grade=grade,
                is_named=is_named,
                rater_id=actor.account_id if is_named else None,
                sealed=words,
                at=now,
                callback=callback,
            )
    except IntegrityError as error:
        raise NotAllowedNowError from error
    # The event says that somebody rated, never which grade: parties alone read it.
    append(case, actor, [Happening(EventKind.RATED)], now=now)
    case.save()


def _open_callback(case: Case, stage: RatingStage, *, now: datetime) -> Task:
    first = Task.objects.filter(case=case, kind=TaskKind.STAGE).earliest("pk")
    head, role = head_of(first.organisation_id)
    due = rules.callback_due(on_day(now), calendar=calendar.site_calendar())
    return open_rating_task(case, TaskKind.CALLBACK, stage, head, role, due_on=due, now=now)


def open_rating_task(
    case: Case,
    kind: TaskKind,
    stage: str,
    head: OrganisationView,
    role: Role | str,
    *,
    due_on: date,
    now: datetime,
) -> Task:
    """Insert a task that follows from a rating, and the ground to see the case."""
    task = Task.objects.create(
        case=case,
        kind=kind,
        stage=stage,
        organisation_id=head.id,
        role=role,
        state=TaskState.OPEN,
        opened_at=now,
        opened_on=on_day(now),
        due_on=due_on,
    )
    give_access(case, [head])
    return task


@transaction.atomic
def answer_rating(
    actor: Actor, *, case_id: str, stage: RatingStage, text: str, now: datetime
) -> None:
    """Answer, once, why one's rating should count after all; who set it aside reads it."""
    actor.require(CasePermission.RATE)
    case = lock_case(own_case(actor, case_id, now=now, scope=Scope.FILE).pk)
    words = seal(case, {"answer": required_reason(text)})
    answered = Rating.objects.filter(
        case=case, stage=stage, set_aside_at__isnull=False, answered_at=None
    ).update(answer_sealed=words, answered_at=now)
    if not answered:
        raise NotAllowedNowError
    appeal = Task.objects.filter(case=case, kind=TaskKind.APPEAL, stage=stage).latest("pk")
    append(case, actor, [Happening(EventKind.RATING_ANSWERED, task=appeal.public_id)], now=now)
    case.save()
