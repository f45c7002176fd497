"""After a poor rating: call back, keep what was promised, appeal, decide the appeal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Case, Rating, Task
from linli.engines.cases.queries.sealing import seal
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.rules import rating as rules
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.services.ratings import open_rating_task
from linli.engines.cases.services.stages import close
from linli.engines.cases.services.tasks import head_of, live_task, required_reason
from linli.engines.cases.values import (
    CallbackOutcome,
    CasePermission,
    EventKind,
    NotAllowedNowError,
    TaskKind,
)
from linli.foundation.audit import services as audit
from linli.foundation.calendar import queries as calendar
from linli.foundation.errors.values import ForbiddenError, InvalidError, Problem
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from datetime import date, datetime

    from linli.foundation.actors.values import Actor, Holding


@transaction.atomic
def close_callback(
    actor: Actor,
    *,
    task_id: str,
    outcome: CallbackOutcome,
    was_reached: bool,
    cause: str,
    remedy: str,
    promised_on: date | None = None,
    now: datetime,
) -> None:
    """Close the call-back after a poor rating: what was found, and what comes of it.

    On the ledger it stays open as a task until it is mended, by the day promised; rated by mistake
    it goes to the superior as an appeal, with `cause` as its reasons. The resident reads `remedy`.

    Source: 国办发〔2019〕51号, 四: 回访核实, 立行立改, 建立台账限期整改, 做好解释, 申诉复核.
    """
    task, case, holding = _task(actor, task_id, TaskKind.CALLBACK, now=now)
    words = {"cause": required_reason(cause), "remedy": required_reason(remedy)}
    problems = _problems(outcome, was_reached=was_reached, promised_on=promised_on, now=now)
    if problems:
        raise InvalidError(problems=problems)
    close(task, actor, outcome="reached" if was_reached else "not_reached", now=now)
    rating = Rating.objects.get(callback=task)
    rating.callback_outcome, rating.callback_closed_at = outcome, now
    rating.callback_sealed = seal(case, words)
    if outcome is CallbackOutcome.LEDGER and promised_on is not None:
        _promise(case, task, due_on=promised_on, now=now)
    if outcome is CallbackOutcome.MISTAKEN:
        rating.appealed_by_id = actor.account_id
        _appeal(case, task, now=now)
    rating.save()
    data = {"reached": was_reached, "outcome": outcome}
    _append(actor, case, task, holding, EventKind.CALLBACK_CLOSED, words, now=now, data=data)


def _problems(
    outcome: CallbackOutcome, *, was_reached: bool, promised_on: date | None, now: datetime
) -> list[Problem]:
    found = []
    if outcome is CallbackOutcome.LEDGER and (promised_on is None or promised_on <= on_day(now)):
        said = _("Please say by which day it is mended; a day after today.")
        found.append(Problem("promised_on", "required", said))
    if outcome is CallbackOutcome.EXPLAINED and not was_reached:
        said = _("Who was not reached was explained nothing. Please choose what is done instead.")
        found.append(Problem("outcome", "not_reached", said))
    return found


def _promise(case: Case, task: Task, *, due_on: date, now: datetime) -> None:
    head = organisations.organisation(task.organisation_id)
    open_rating_task(case, TaskKind.PROMISE, task.stage, head, task.role, due_on=due_on, now=now)


def _appeal(case: Case, task: Task, *, now: datetime) -> None:
    """Ask the superior of who calls back; the top itself, where another account decides."""
    above = organisations.organisation(task.organisation_id).parent_id
    head, role = head_of(above or task.organisation_id)
    due = rules.appeal_due(on_day(now), calendar=calendar.site_calendar())
    open_rating_task(case, TaskKind.APPEAL, task.stage, head, role, due_on=due, now=now)


@transaction.atomic
def keep_promise(actor: Actor, *, task_id: str, done: str, now: datetime) -> None:
    """Close the ledger's entry after a rating with what was done; the resident reads it."""
    task, case, holding = _task(actor, task_id, TaskKind.PROMISE, now=now)
    words = {"remedy": required_reason(done)}
    close(task, actor, outcome="done", now=now)
    _append(actor, case, task, holding, EventKind.RATING_MENDED, words, now=now)


@transaction.atomic
def decide_appeal(
    actor: Actor, *, task_id: str, is_set_aside: bool, reason: str, now: datetime
) -> None:
    """Decide an appeal against a rating; the rater reads the reason either way.

    Set aside it stays in the history and is not counted, and its rater may answer once; upheld, the
    office mends what it was about within the days of a call-back. Raises `ForbiddenError` for who
    appealed.
    """
    task, case, holding = _task(actor, task_id, TaskKind.APPEAL, now=now)
    words = {"reason": required_reason(reason)}
    rating = Rating.objects.select_related("callback").get(case=case, stage=task.stage)
    if rating.appealed_by_id == actor.account_id:
        raise ForbiddenError
    close(task, actor, outcome="set_aside" if is_set_aside else "upheld", now=now)
    kind = EventKind.RATING_UPHELD
    if is_set_aside:
        kind = EventKind.RATING_SET_ASIDE
        rating.set_aside_at, rating.set_aside_sealed = now, seal(case, words)
        rating.save(update_fields=["set_aside_at", "set_aside_sealed"])
    elif rating.callback is not None:
        due = rules.callback_due(on_day(now), calendar=calendar.site_calendar())
        _promise(case, rating.callback, due_on=due, now=now)
    _append(actor, case, task, holding, kind, words, now=now)


@transaction.atomic
def reveal_contact(actor: Actor, *, task_id: str, reason: str, now: datetime) -> str:
    """Return the number to call after a poor rating; the reason is logged before it is shown.

    Empty where the account has no confirmed number any more.
    """
    task, case, holding = _task(actor, task_id, TaskKind.CALLBACK, now=now)
    if not opens(actor, case, now=now, act="reveal"):
        raise ApprovalNeededError
    why = required_reason(reason)
    rating = Rating.objects.get(callback=task)
    audit.record(
        actor,
        act="rating.contact_revealed",
        kind="case",
        subject=str(case.public_id),
        reason=why,
        data={"task": str(task.public_id)},
        division_code=holding.division_code,
        now=now,
    )
    return accounts.contact(rating.rater_id or 0).phone


def _task(
    actor: Actor, task_id: str, kind: TaskKind, *, now: datetime
) -> tuple[Task, Case, Holding]:
    task, case, holding = live_task(
        actor, task_id=task_id, permission=CasePermission.SUPERVISE, now=now
    )
    if task.kind != kind:
        raise NotAllowedNowError
    return task, case, holding


def _append(
    actor: Actor,
    case: Case,
    task: Task,
    holding: Holding,
    kind: EventKind,
    words: dict[str, str],
    *,
    now: datetime,
    data: dict[str, object] | None = None,
) -> None:
    happening = Happening(kind, data or {}, words, task.public_id)
    append(case, actor, [happening], now=now, holding=holding)
    case.save()
