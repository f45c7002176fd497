"""Questions and answers on a case: of the resident to the office, of the office to the resident.

Not a supplement: nothing is demanded, no clock stops. What the resident asks is a task with a last
day, so that it is in the queue, reminded of, and told to the superior like all other work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Case, Task
from linli.engines.cases.queries.access import own_case
from linli.engines.cases.queries.cases import facts
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.rules import questions as rules
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.services.stages import close
from linli.engines.cases.services.tasks import live_task, lock_case
from linli.engines.cases.values import (
    BY_OFFICE,
    BY_RESIDENT,
    LIVE_TASKS,
    QUESTION_DAYS,
    QUESTION_WORKING_DAYS,
    CasePermission,
    CaseState,
    EventKind,
    NotAllowedNowError,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.calendar import queries as calendar
from linli.foundation.errors.values import InvalidError, Problem
from linli.registers.people.values import ApprovalNeededError, Scope

if TYPE_CHECKING:
    from datetime import date, datetime

    from linli.foundation.actors.values import Actor, Holding


@transaction.atomic
def ask(actor: Actor, *, case_id: str, question: str, now: datetime) -> None:
    """Ask the office that has the case; after the decision, the office that decided.

    The office answers within the working days that the pack says (`question_days`). What is asked
    while a question waits joins it. Raises `NotFoundError`, and `NotAllowedNowError` once the case
    is closed and kept.
    """
    actor.require(CasePermission.ASK)
    case = lock_case(own_case(actor, case_id, now=now, scope=Scope.FILE).pk)
    if not rules.may_ask(CaseState(case.state)):
        raise NotAllowedNowError
    words = {"question": _said("question", question)}
    task = _waiting(case) or _open(case, now=now)
    append(
        case,
        actor,
        [
            Happening(
                EventKind.QUESTION_ASKED,
                {"by": BY_RESIDENT},
                words,
                task.public_id,
                task.organisation_id,
            )
        ],
        now=now,
    )
    case.save()


@transaction.atomic
def answer_question(actor: Actor, *, task_id: str, answer: str, now: datetime) -> None:
    """Answer what the resident asked; who holds the post that was asked may do this.

    Raises `NotFoundError`, `AlreadyDoneError`, and `ApprovalNeededError` where somebody under 14
    stands in the case.
    """
    task, case, holding = _at_work(actor, task_id=task_id, now=now)
    if task.kind != TaskKind.QUESTION:
        raise NotAllowedNowError
    words = {"answer": _said("answer", answer)}
    close(task, actor, outcome="answered", now=now)
    happening = Happening(
        EventKind.QUESTION_ANSWERED, {"by": BY_OFFICE}, words, task.public_id, task.organisation_id
    )
    append(case, actor, [happening], now=now, holding=holding)
    case.save()


@transaction.atomic
def ask_resident(actor: Actor, *, task_id: str, question: str, now: datetime) -> None:
    """Ask the resident something while a stage is at work; it is no demand and stops no clock."""
    task, case, holding = _at_work(actor, task_id=task_id, now=now)
    if task.kind != TaskKind.STAGE:
        raise NotAllowedNowError
    words = {"question": _said("question", question)}
    happening = Happening(
        EventKind.QUESTION_ASKED, {"by": BY_OFFICE}, words, task.public_id, task.organisation_id
    )
    append(case, actor, [happening], now=now, holding=holding)
    case.save()


@transaction.atomic
def answer_office(actor: Actor, *, case_id: str, answer: str, now: datetime) -> None:
    """Answer what an office asked. Raises `NotAllowedNowError` where no question waits."""
    actor.require(CasePermission.ASK)
    case = lock_case(own_case(actor, case_id, now=now, scope=Scope.FILE).pk)
    asked = rules.unanswered(facts(case.events.order_by("seq").only("kind", "on", "task", "data")))
    if asked is None or not rules.may_ask(CaseState(case.state)):
        raise NotAllowedNowError
    words = {"answer": _said("answer", answer)}
    happening = Happening(EventKind.QUESTION_ANSWERED, {"by": BY_RESIDENT}, words, asked.task)
    append(case, actor, [happening], now=now)
    case.save()


def _at_work(actor: Actor, *, task_id: str, now: datetime) -> tuple[Task, Case, Holding]:
    """Return a task of the actor's post; also of a leader's, to whom a stage may be returned."""
    actor.require_any(CasePermission.HANDLE, CasePermission.SUPERVISE)
    held = (CasePermission.HANDLE, CasePermission.SUPERVISE)
    permission = next(one for one in held if actor.may(one))
    task, case, holding = live_task(actor, task_id=task_id, permission=permission, now=now)
    if not opens(actor, case, now=now, act="answer"):
        raise ApprovalNeededError
    return task, case, holding


def _waiting(case: Case) -> Task | None:
    return Task.objects.filter(case=case, kind=TaskKind.QUESTION, state__in=LIVE_TASKS).first()


def _open(case: Case, *, now: datetime) -> Task:
    """Give the question to the stage at work, else to the one that was decided last."""
    stages = Task.objects.filter(case=case, kind=TaskKind.STAGE)
    asked = stages.filter(state__in=LIVE_TASKS).order_by("pk").first()
    asked = asked or stages.order_by("closed_at", "pk").last()
    if asked is None:
        raise NotAllowedNowError
    return Task.objects.create(
        case=case,
        kind=TaskKind.QUESTION,
        organisation_id=asked.organisation_id,
        role=asked.role,
        holder_id=asked.holder_id if asked.state in LIVE_TASKS else None,
        state=TaskState.OPEN,
        opened_at=now,
        opened_on=on_day(now),
        due_on=_due(case, on_day(now)),
    )


def _due(case: Case, today: date) -> date:
    known = catalogue.parameters(today, case.division_code)
    days = int(known.get(QUESTION_DAYS, QUESTION_WORKING_DAYS))
    return rules.answer_due(today, days, calendar=calendar.site_calendar())


def _said(path: str, words: str) -> str:
    if not words.strip():
        raise InvalidError(problems=[Problem(path, "required", _("Please write a few words."))])
    return words.strip()
