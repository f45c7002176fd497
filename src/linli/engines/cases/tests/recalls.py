"""Recalls in a situation: proposed, answered, approved."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from linli.engines.cases import services
from linli.engines.cases.models import Task
from linli.engines.cases.tests.factories import NOW
from linli.engines.cases.values import RecallGround, TaskKind
from linli.foundation.jobs import services as jobs

if TYPE_CHECKING:
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Actor

REASON = "残疾等级认定有误"
AFTER = NOW + timedelta(days=14)  # the days for an answer are over


def propose(actor: Actor, case: Case, *, now: datetime = NOW, reason: str = REASON) -> None:
    """Propose to recall the decision of a case."""
    services.propose_recall(
        actor, case_id=str(case.public_id), ground=RecallGround.FACTS, reason=reason, now=now
    )


def recall_task(case: Case) -> str:
    """Return the newest task in which a recall is decided."""
    rows = Task.objects.filter(case=case, kind=TaskKind.RECALL).order_by("pk")
    return str(rows.latest("pk").public_id)


def decide(actor: Actor, case: Case, *, approved: bool = True, now: datetime = AFTER) -> None:
    """Decide about the newest recall of a case."""
    services.decide_recall(
        actor, task_id=recall_task(case), is_approved=approved, reason="经复核", now=now
    )


def recall(proposer: Actor, above: Actor, case: Case, *, now: datetime = AFTER) -> None:
    """Recall the decision of a case and let the outbox follow."""
    propose(proposer, case)
    decide(above, case, now=now)
    jobs.run_due(now=now)
    case.refresh_from_db()
