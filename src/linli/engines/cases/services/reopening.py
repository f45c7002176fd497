"""A recalled case is opened again: its paper revoked, the stage that decided at work once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.models import CaseDocument, Filed, Supplement, Task
from linli.engines.cases.services.documents import put
from linli.engines.cases.services.history import Happening, append, refresh_days
from linli.engines.cases.services.recall_letters import decision
from linli.engines.cases.services.stages import responsible
from linli.engines.cases.services.tasks import open_tasks
from linli.engines.cases.values import CaseState, DocumentKind, EventKind, TaskKind, TaskState
from linli.engines.catalogue import queries as catalogue
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linli.engines.cases.models import Case, Recall
    from linli.foundation.actors.values import Actor, Holding
    from linli.registers.organisations.values import OrganisationView

Opening = tuple[str, "OrganisationView", str]


def reopen(
    actor: Actor,
    *,
    case: Case,
    row: Recall,
    words: Mapping[str, str],
    holding: Holding,
    now: datetime,
) -> None:
    """Open a recalled case again; the case is locked and the recall approved by the caller.

    What the recalled decision rested on stays in the history; its outcome counts for nothing.
    """
    revoked = _revoke(case, row, words, now=now)
    row.save()
    openings = _undo(case, row, now=now)
    result, data = case.result, {"stage": row.decided_task.stage, "ground": row.ground}
    case.state = CaseState.HANDLING if case.accepted_on else CaseState.RECEIVED
    case.result, case.ended_at, case.ended_on, case.days_taken = "", None, None, None
    case.save()
    Filed.objects.filter(case=case).update(proposed_by_id=None, proposed_at=None)
    tasks = open_tasks(case, openings, now=now)
    first = tasks[0].public_id
    happenings = [
        *revoked,
        Happening(EventKind.RECALLED, data | {"result": result}, words, first),
        *(
            Happening(
                EventKind.STAGE_OPENED,
                {"stage": one.stage},
                task=one.public_id,
                organisation_id=one.organisation_id,
            )
            for one in tasks
        ),
    ]
    append(case, actor, happenings, now=now, holding=holding)
    refresh_days(case)
    case.save()
    put(
        case,
        actor,
        lambda: decision(case, row, reason=words["reason"], holding=holding, now=now),
        now=now,
        holding=holding,
    )


def _revoke(case: Case, row: Recall, words: Mapping[str, str], *, now: datetime) -> list[Happening]:
    """Revoke the result as it stands; the recall remembers the last one there was."""
    row.paper = (
        CaseDocument.objects.filter(case=case, kind=DocumentKind.RESULT).order_by("pk").last()
    )
    standing = CaseDocument.objects.filter(case=case, kind=DocumentKind.RESULT, revoked_at=None)
    if row.paper is None or not standing.update(revoked_at=now):
        return []
    paper = row.paper
    data = {"serial": paper.serial, "document": paper.kind, "number": paper.number}
    return [Happening(EventKind.DOCUMENT_REVOKED, data | {"quiet": True}, words)]


def _undo(case: Case, row: Recall, *, now: datetime) -> list[Opening]:
    """Let the outcome count no more, and return what opens: that stage, and what it cut short."""
    decided = row.decided_task
    stages = Task.objects.filter(case=case, kind=TaskKind.STAGE)
    cut = stages.filter(state=TaskState.CANCELLED, closed_at=case.ended_at).order_by("pk")
    again = {decided.stage: decided} | {one.stage: one for one in cut if one.stage != decided.stage}
    # A list that waited when the case ended asks nobody any more: the stage may ask anew.
    Supplement.objects.filter(case=case, answered_at=None).update(answered_at=now)
    since = stages.filter(state=TaskState.DONE, closed_at__gte=decided.closed_at)
    since.update(state=TaskState.CANCELLED)
    return [_opening(case, one) for one in again.values()]


def _opening(case: Case, task: Task) -> Opening:
    """Return the office that had the stage, or its successor; raises `NoHandlerError`."""
    body = organisations.organisation(task.organisation_id)
    if body.is_in_force:
        return task.stage, body, task.role
    flow = catalogue.version(case.version_id).flow
    return responsible(flow, task.stage, case.division_code)
