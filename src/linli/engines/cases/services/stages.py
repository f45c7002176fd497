"""Deciding a stage: the outcome is recorded and the flow says what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Case, Task
from linli.engines.cases.queries.cases import context_of
from linli.engines.cases.queries.sealing import document_of, whole_answers
from linli.engines.cases.rules import flow as flows
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.services.records import take_record
from linli.engines.cases.services.tasks import already_done, live_task, open_tasks, required_reason
from linli.engines.cases.values import (
    LIVE_TASKS,
    RESULT_OF,
    CaseState,
    EventKind,
    NoHandlerError,
    NotAllowedNowError,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import NOES, Flow, Outcome, OutcomeKind
from linli.foundation.errors.values import InvalidError, Problem
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linli.foundation.actors.values import Actor, Holding
    from linli.registers.organisations.values import OrganisationView

NOT_SO = _("This does not go with the answers of the case. Please choose another outcome.")
EVENT_OF = {
    OutcomeKind.ACCEPT: EventKind.ACCEPTED,
    OutcomeKind.DECLINE: EventKind.DECLINED,
    OutcomeKind.PASS: EventKind.STAGE_DECIDED,
    OutcomeKind.GRANT: EventKind.GRANTED,
    OutcomeKind.REFUSE: EventKind.REFUSED,
}


def responsible(flow: Flow, stage_id: str, division_code: str) -> tuple[str, OrganisationView, str]:
    """Return (stage, organisation, role) for a stage at an address; raises `NoHandlerError`."""
    by = flow.stage(stage_id).by
    body = organisations.responsible(
        function=by.function, level=by.level, division_code=division_code
    )
    if body is None:
        raise NoHandlerError
    return stage_id, body, by.role


@transaction.atomic
def record_outcome(
    actor: Actor,
    *,
    task_id: str,
    outcome: str,
    reason: str = "",
    record: Mapping[str, Any] | None = None,
    now: datetime,
) -> None:
    """Decide a stage with one of its outcomes; opens what follows or ends the case.

    `record` is what this stage writes down, by section; a no may do without. Raises
    `AlreadyDoneError` if a colleague decided first, `NotAllowedNowError` while the task waits for
    the resident, `IncompleteError` naming what is missing in the record, `InvalidError` where this
    outcome owes a reason or does not go with the answers.
    """
    task, case, holding = live_task(actor, task_id=task_id)
    if task.state != TaskState.OPEN or task.kind != TaskKind.STAGE:
        raise NotAllowedNowError
    item = catalogue.version(case.version_id)
    stage = item.flow.stage(task.stage)
    button = next((one for one in stage.buttons if one.pressed == outcome), None)
    if button is None:
        raise NotAllowedNowError
    written = take_record(actor, case, item, task.stage, record or {}, is_no=button.kind in NOES)
    chosen = way(case, item, task.stage, outcome, written)
    if chosen is None:
        raise InvalidError(problems=[Problem("outcome", "not_so", NOT_SO)])
    words = required_reason(reason) if chosen.needs_reason else reason.strip()
    decide(
        actor,
        task=task,
        case=case,
        chosen=chosen,
        words=words,
        record=written,
        now=now,
        holding=holding,
    )


def way(
    case: Case,
    item: catalogue.ItemView,
    stage_id: str,
    button: str,
    record: Mapping[str, Any] | None = None,
) -> Outcome | None:
    """Return the way that a button leads in a case; its papers are opened only if that depends."""
    stage = item.flow.stage(stage_id)
    ways = [one for one in stage.outcomes if one.pressed == button]
    if not any(one.when for one in ways):
        return ways[0] if ways else None
    answers = whole_answers(document_of(case)) | dict(record or {})
    return catalogue.way_of(item, stage_id, button, answers, context=context_of(case))


def decide(
    actor: Actor,
    *,
    task: Task,
    case: Case,
    chosen: Outcome,
    words: str,
    record: Mapping[str, Any] | None = None,
    now: datetime,
    holding: Holding | None = None,
    by_silence: bool = False,
) -> None:
    """Write an outcome of an open stage and what follows from it; the case is locked."""
    flow = catalogue.version(case.version_id).flow
    done, still_open = position(case, without=task)
    step = flows.advance(
        flow, stage_id=task.stage, outcome_id=chosen.id, done=done, still_open=still_open
    )
    close(task, actor, outcome=chosen.id, now=now)
    _drop_extension(task, now=now)
    data = {
        "stage": task.stage,
        "outcome": chosen.id,
        **({"ends": True} if step.ends else {}),
        **({"silence": True} if by_silence else {}),
        **({"record": True} if record else {}),
    }
    said = {"reason": words} if words else {}
    happenings = [
        Happening(
            EVENT_OF[chosen.kind],
            data,
            said | ({"record": dict(record)} if record else {}) or None,
            task.public_id,
            task.organisation_id,
        )
    ]
    if chosen.kind is OutcomeKind.ACCEPT and case.accepted_on is None:
        case.accepted_on, case.state = on_day(now), CaseState.HANDLING
    happenings += follow(case, flow, step, now=now)
    append(case, actor, happenings, now=now, holding=holding)
    refresh_days(case)
    case.save()


def _drop_extension(task: Task, *, now: datetime) -> None:
    """Cancel the request for more days of a stage that is decided: it needs none."""
    asked = Task.objects.filter(case=task.case_id, kind=TaskKind.EXTENSION, stage=task.stage)
    asked.filter(state__in=LIVE_TASKS).update(state=TaskState.CANCELLED, closed_at=now)


def position(case: Case, *, without: Task | None = None) -> tuple[dict[str, str], frozenset[str]]:
    """Return the decided stages with their outcomes, and the stages at work beside `without`."""
    done: dict[str, str] = {}
    still_open: set[str] = set()
    stages = Task.objects.filter(case=case, kind=TaskKind.STAGE).order_by("pk")
    for pk, stage, state, outcome in stages.values_list("pk", "stage", "state", "outcome"):
        if state in LIVE_TASKS:
            if without is None or pk != without.pk:
                still_open.add(stage)
        elif state == TaskState.DONE:
            done[stage] = outcome
    return done, frozenset(still_open)


def close(task: Task, actor: Actor, *, outcome: str, now: datetime) -> None:
    """Close an open task; the conditional update decides between two at once."""
    closed = Task.objects.filter(pk=task.pk, state=TaskState.OPEN).update(
        state=TaskState.DONE, outcome=outcome, closed_at=now, holder_id=actor.account_id
    )
    if not closed:
        raise already_done(task)


def follow(case: Case, flow: Flow, step: flows.Step, *, now: datetime) -> list[Happening]:
    """Open the next stages or end the case; return what is to be told of it."""
    if step.ends is not None:
        end(case, result=RESULT_OF.get(step.ends, RESULT_OF[OutcomeKind.GRANT]), now=now)
        return []
    openings = [responsible(flow, stage, case.division_code) for stage in step.opens]
    tasks = open_tasks(case, openings, now=now)
    return [
        Happening(
            EventKind.STAGE_OPENED,
            {"stage": task.stage},
            task=task.public_id,
            organisation_id=task.organisation_id,
        )
        for task in tasks
    ]


def end(case: Case, *, result: str, now: datetime) -> None:
    """End a case: no task lives on."""
    Task.objects.filter(case=case, state__in=LIVE_TASKS).update(
        state=TaskState.CANCELLED, closed_at=now
    )
    case.state = CaseState.WITHDRAWN if result == "withdrawn" else CaseState.DECIDED
    case.result, case.ended_at = result, now
