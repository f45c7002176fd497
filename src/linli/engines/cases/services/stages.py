"""Deciding a stage: the outcome is recorded and the flow says what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.cases.models import Await, Case, Place, PublicNotice, Task
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.promises import open_promises
from linli.engines.cases.queries.sealing import document_of, whole_answers
from linli.engines.cases.rules import flow as flows
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.services.tasks import already_done, open_tasks
from linli.engines.cases.values import (
    LIVE_TASKS,
    RATING_TASKS,
    RESULT_OF,
    CaseState,
    EventKind,
    NoHandlerError,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import Flow, Outcome, OutcomeKind
from linli.registers.organisations import queries as organisations
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor, Holding
    from linli.registers.organisations.values import OrganisationView

EVENT_OF = {
    OutcomeKind.ACCEPT: EventKind.ACCEPTED,
    OutcomeKind.DECLINE: EventKind.DECLINED,
    OutcomeKind.PASS: EventKind.STAGE_DECIDED,
    OutcomeKind.GRANT: EventKind.GRANTED,
    OutcomeKind.REFUSE: EventKind.REFUSED,
}


def responsible(flow: Flow, stage_id: str, division_code: str) -> tuple[str, OrganisationView, str]:
    """Return (stage, organisation, role) for a stage at an address; raises `NoHandlerError`.

    Where the division is no more, the one that follows it says whose it is.
    """
    by = flow.stage(stage_id).by
    body = organisations.responsible(
        function=by.function, level=by.level, division_code=division_code
    )
    if body is None and (now_in := heir(division_code)) != division_code:
        body = organisations.responsible(function=by.function, level=by.level, division_code=now_in)
    if body is None:
        raise NoHandlerError
    return stage_id, body, by.role


def heir(code: str) -> str:
    """Return the code of the division in force that follows a closed one; else the same code."""
    seen: set[str] = set()
    while code not in seen and not places.exists(code):
        seen.add(code)
        closed = places.closed(code)
        if closed and closed[0].successor:
            code = closed[0].successor.code
    return code


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
    document = document_of(case)
    answers = whole_answers(document) | dict(record or {})
    return catalogue.way_of(item, stage_id, button, answers, context=context_of(case, document))


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
    by_itself: str = "",
) -> list[Task]:
    """Write an outcome of a live stage and what follows; the case is locked.

    `by_itself` says what decided where nobody did: `silence`, `time`, `place`. Returns the tasks
    that this opens, which `moving.move` sets going.
    """
    flow = catalogue.version(case.version_id).flow
    done, still_open = position(case, without=task)
    step = flows.advance(
        flow, stage_id=task.stage, outcome_id=chosen.id, done=done, still_open=still_open
    )
    close(task, actor, outcome=chosen.id, now=now)
    _drop_extension(task, now=now)
    _close_overtaken(case, step.closes, now=now)
    data: dict[str, Any] = {
        "stage": task.stage,
        "outcome": chosen.id,
        **({"ends": True} if step.ends else {}),
        **({by_itself: True} if by_itself else {}),
        **({"record": True} if record else {}),
        **({"overtaken": list(step.closes)} if step.closes else {}),
    }
    if chosen.kind is OutcomeKind.GRANT:
        item = catalogue.version(case.version_id)
        if waiting := open_promises(case, item):
            data["promised"] = waiting  # what is paid on a promise may be suspended
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
    opened = follow(case, flow, step, now=now)
    happenings += [
        Happening(
            EventKind.STAGE_OPENED,
            {"stage": one.stage},
            task=one.public_id,
            organisation_id=one.organisation_id,
        )
        for one in opened
    ]
    append(case, actor, happenings, now=now, holding=holding)
    refresh_days(case)
    case.save()
    return opened


def _drop_extension(task: Task, *, now: datetime) -> None:
    """Cancel the request for more days of a stage that is decided: it needs none."""
    asked = Task.objects.filter(case=task.case_id, kind=TaskKind.EXTENSION, stage=task.stage)
    asked.filter(state__in=LIVE_TASKS).update(state=TaskState.CANCELLED, closed_at=now)


def _close_overtaken(case: Case, stages: tuple[str, ...], *, now: datetime) -> None:
    """Cancel the stages that nobody waits for any longer, with what they have asked for."""
    if not stages:
        return
    tasks = Task.objects.filter(case=case, stage__in=stages, state__in=LIVE_TASKS)
    found = tasks.filter(kind__in={TaskKind.STAGE, TaskKind.EXTENSION, TaskKind.OBJECTION})
    ids = list(found.values_list("pk", flat=True))
    _take_back(PublicNotice.objects.filter(task__in=ids), Await.objects.filter(task__in=ids), now)
    Task.objects.filter(pk__in=ids).update(state=TaskState.CANCELLED, closed_at=now)
    if case.accepted_on:
        case.state = CaseState.HANDLING


def _take_back(notices: QuerySet[PublicNotice], waits: QuerySet[Await], now: datetime) -> None:
    """Take down what is posted, and wait no more."""
    notices.filter(taken_down_at=None).update(taken_down_at=now, sealed=None)
    waits.filter(ended_on=None).update(ended_on=on_day(now), has_come=False)


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
    """Close a task that is open or goes on by itself; the update decides between two at once."""
    at_work = Task.objects.filter(pk=task.pk, state__in=(TaskState.OPEN, TaskState.STANDING))
    closed = at_work.update(
        state=TaskState.DONE, outcome=outcome, closed_at=now, holder_id=actor.account_id
    )
    if not closed:
        raise already_done(task)


def follow(case: Case, flow: Flow, step: flows.Step, *, now: datetime) -> list[Task]:
    """Open the next stages or end the case; return the tasks opened."""
    if step.ends is not None:
        end(case, result=RESULT_OF.get(step.ends, RESULT_OF[OutcomeKind.GRANT]), now=now)
        return []
    openings = [responsible(flow, stage, case.division_code) for stage in step.opens]
    return open_tasks(case, openings, now=now)


def end(case: Case, *, result: str, now: datetime) -> None:
    """End a case: no task lives on but a question, or what a rating of its acceptance owes.

    Nothing of it stays posted, no verdict is waited for, and it is on no waiting list.
    """
    at_work = Task.objects.filter(case=case, state__in=LIVE_TASKS)
    done = at_work.exclude(kind__in={TaskKind.QUESTION, *RATING_TASKS})
    done.update(state=TaskState.CANCELLED, closed_at=now)
    _take_back(PublicNotice.objects.filter(case=case), Await.objects.filter(case=case), now)
    Place.objects.filter(case=case, number=None, left_at=None).update(left_at=now)
    case.state = CaseState.WITHDRAWN if result == "withdrawn" else CaseState.DECIDED
    case.result, case.ended_at, case.ended_on = result, now, on_day(now)
    case.days_taken = (case.ended_on - on_day(case.submitted_at)).days
