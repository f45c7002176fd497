"""Recalling a wrong decision: proposed, the resident heard, approved by the superior, opened again.

Sources: 行政许可法 69 (the body that decided or its superior may recall what it should not have
granted), 社会救助暂行办法 68 (what was obtained by deceit), 行政许可法 7 and 47 (whoever is
burdened is told and heard before). Four eyes: nobody approves what they proposed. See
docs/decisions/0020.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import CaseEvent, Recall, Task
from linli.engines.cases.queries.access import case_to_answer, staff_case
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.rules import clock
from linli.engines.cases.services.documents import put
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.services.issuing import superior
from linli.engines.cases.services.recall_letters import proposal
from linli.engines.cases.services.reopening import reopen
from linli.engines.cases.services.stages import close
from linli.engines.cases.services.tasks import (
    give_access,
    head_of,
    live_task,
    lock_case,
    required_reason,
)
from linli.engines.cases.values import (
    DECIDING,
    RECALL_DECISION_WORKING_DAYS,
    RECALL_HEARING_DAYS,
    RECALL_HEARING_WORKING_DAYS,
    CasePermission,
    CaseResult,
    CaseState,
    EventKind,
    NotAllowedNowError,
    NotHeardYetError,
    NotRecalledError,
    OwnProposalError,
    RecallGround,
    RecheckDecidedError,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import Limit, StageKind
from linli.foundation.calendar import queries as calendar
from linli.foundation.errors.values import ForbiddenError, InvalidError, Problem
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from datetime import date, datetime

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Actor, Holding, Role
    from linli.registers.organisations.values import OrganisationView

CLOSED = frozenset({CaseState.DECIDED, CaseState.ARCHIVED})


@transaction.atomic
def propose_recall(
    actor: Actor, *, case_id: str, ground: RecallGround, reason: str, now: datetime
) -> None:
    """Propose to recall the decision of a case: the post that decided, or its superior.

    The post above decides about it. Where something granted would be taken back, the resident is
    told in writing and can answer within some working days first. Raises `NotFoundError`,
    `ForbiddenError`, `ApprovalNeededError`, `NotRecalledError` where nothing was decided or a
    recall runs already, `RecheckDecidedError` for a regular check or a place.
    """
    actor.require_any(CasePermission.HANDLE, CasePermission.SUPERVISE)
    case = lock_case(staff_case(actor, case_id).pk)
    decided, holding = _decided(actor, case)
    if not opens(actor, case, now=now, act="recall"):
        raise ApprovalNeededError
    words = {"reason": required_reason(reason)}
    if Recall.objects.filter(case=case, decided_at=None).exists():
        raise NotRecalledError
    today = on_day(now)
    burdens = case.result == CaseResult.GRANTED
    hear_until = _last_day(_hearing_days(case, today), today) if burdens else None
    task = _task(case, decided, holding, due_from=hear_until or today, now=now)
    row = Recall(
        case=case,
        task=task,
        ground=ground,
        decided_task=decided,
        hear_until=hear_until,
        proposed_at=now,
        proposed_by_id=actor.account_id or 0,
    )
    row.save(force_insert=True)
    data = {
        "stage": decided.stage,
        "ground": str(ground),
        "result": case.result,
        "hear_until": hear_until.isoformat() if hear_until else "",
    }
    happening = Happening(EventKind.RECALL_PROPOSED, data, words, task.public_id)
    append(case, actor, [happening], now=now, holding=holding)
    put(
        case,
        actor,
        lambda: proposal(case, row, reason=words["reason"], holding=holding, now=now),
        now=now,
        holding=holding,
    )


@transaction.atomic
def answer_recall(actor: Actor, *, case_id: str, answer: str, now: datetime) -> None:
    """Answer a recall that would take something back, once and by its day.

    At the counter an office writes down what the person says. Raises `NotFoundError`,
    `ApprovalNeededError`, `InvalidError`, and `NotAllowedNowError` when nothing can be answered.
    """
    actor.require_any(CasePermission.ANSWER, CasePermission.INTAKE)
    case = lock_case(case_to_answer(actor, case_id, now=now).pk)
    row = Recall.objects.filter(case=case, decided_at=None, heard_at=None).first()
    if row is None or row.hear_until is None or on_day(now) > row.hear_until:
        raise NotAllowedNowError
    if not answer.strip():
        said = _("Please write what we should know before it is decided.")
        raise InvalidError(problems=[Problem("answer", "required", said)])
    words = {"answer": answer.strip()}
    row.heard_at = now
    row.save(update_fields=["heard_at"])
    happening = Happening(EventKind.RECALL_HEARD, {}, words, row.task.public_id)
    append(case, actor, [happening], now=now)
    case.save()


@transaction.atomic
def decide_recall(
    actor: Actor, *, task_id: str, is_approved: bool, reason: str, now: datetime
) -> None:
    """Recall the decision and open the case again at the stage that decided, or let it stand.

    Raises `OwnProposalError` for whoever proposed it, `NotHeardYetError` while the resident can
    still answer, `AlreadyDoneError` if a colleague was faster.
    """
    task, case, holding = live_task(
        actor, task_id=task_id, permission=CasePermission.SUPERVISE, now=now
    )
    if task.kind != TaskKind.RECALL:
        raise NotAllowedNowError
    if not opens(actor, case, now=now, act="recall"):
        raise ApprovalNeededError
    row = Recall.objects.select_related("decided_task").get(task=task)
    if row.proposed_by_id == actor.account_id:
        raise OwnProposalError
    words = {"reason": required_reason(reason)}
    waits = row.hear_until is not None and on_day(now) <= row.hear_until
    if is_approved and waits and row.heard_at is None:
        raise NotHeardYetError
    close(task, actor, outcome="approved" if is_approved else "declined", now=now)
    row.is_approved, row.decided_at, row.decided_by_id = is_approved, now, actor.account_id
    if is_approved:
        reopen(actor, case=case, row=row, words=words, holding=holding, now=now)
        return
    row.save()
    stands = Happening(EventKind.RECALL_DECLINED, {}, words, task.public_id)
    append(case, actor, [stands], now=now, holding=holding)
    case.save()


def _decided(actor: Actor, case: Case) -> tuple[Task, Holding]:
    """Return the task whose outcome is the decision, and the post through which one may recall it.

    Who may not is refused before anything is said about the case.
    """
    rows = Task.objects.filter(case=case, kind=TaskKind.STAGE, state=TaskState.DONE)
    event = CaseEvent.objects.filter(case=case, kind__in=DECIDING).order_by("seq").last()
    named = rows.filter(public_id=event.task).first() if event and event.task else None
    task = named or rows.order_by("closed_at", "pk").last()
    last = task or Task.objects.filter(case=case, kind=TaskKind.STAGE).latest("pk")
    holding = _proposer(actor, case, last)
    if holding is None:
        raise ForbiddenError
    if case.state not in CLOSED or case.result == CaseResult.WITHDRAWN or not case.key:
        raise NotRecalledError
    stage = catalogue.version(case.version_id).flow.stage(last.stage)
    if case.follows_id is not None or stage.kind is StageKind.PLACE:
        raise RecheckDecidedError
    if task is None:
        raise NotRecalledError
    return task, holding


def _proposer(actor: Actor, case: Case, task: Task) -> Holding | None:
    for held in actor.holdings_for(CasePermission.HANDLE):
        is_seat = (held.organisation_id, str(held.role)) == (task.organisation_id, task.role)
        if is_seat and case.compartment in {"", *held.compartments}:
            return held
    return superior(actor, case, task.organisation_id)


def _task(case: Case, decided: Task, holding: Holding, *, due_from: date, now: datetime) -> Task:
    """Open the superior's task; its day counts from the end of the days for an answer."""
    body, role = _above(decided, holding)
    task = Task.objects.create(
        case=case,
        kind=TaskKind.RECALL,
        stage=decided.stage,
        organisation_id=body.id,
        role=role,
        state=TaskState.OPEN,
        opened_at=now,
        opened_on=on_day(now),
        due_on=_last_day(RECALL_DECISION_WORKING_DAYS, due_from),
    )
    give_access(case, [body])
    return task


def _above(decided: Task, holding: Holding) -> tuple[OrganisationView, Role]:
    """Return who decides: the head above the post that decided and above the one that proposes.

    At the top nobody is above: another holder of the same post decides.
    """
    seats = {
        (decided.organisation_id, decided.role),
        (holding.organisation_id, str(holding.role)),
    }
    body, role = head_of(holding.organisation_id)
    while (body.id, str(role)) in seats and body.parent_id is not None:
        body, role = head_of(body.parent_id)
    return body, role


def _hearing_days(case: Case, today: date) -> int:
    known = catalogue.parameters(today, case.division_code)
    return int(known.get(RECALL_HEARING_DAYS, RECALL_HEARING_WORKING_DAYS))


def _last_day(days: int, since: date) -> date:
    return clock.since(Limit(days), since, calendar=calendar.site_calendar()).due_on or since
