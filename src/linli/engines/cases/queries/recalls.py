"""How the recall of a wrong decision stands: read from the history, so it costs no statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from linli.engines.cases.queries.sealing import unseal
from linli.engines.cases.values import (
    DECIDED_RESULTS,
    DECIDING,
    CasePermission,
    EventKind,
    RecallGround,
    TaskKind,
    TaskState,
)
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from linli.engines.cases.models import Case, CaseEvent, Task
    from linli.foundation.actors.values import Actor


@dataclass(frozen=True)
class RecallView:
    """The newest recall of a case: why, until when the resident can answer, what came of it."""

    task: UUID | None  # in which it is decided
    ground: RecallGround
    reason: str
    proposed_at: datetime
    hear_until: date | None  # none: it burdens nobody
    answer: str
    is_heard: bool
    is_approved: bool | None  # None: nobody has decided yet
    decided_at: datetime | None
    decision: str  # why it was recalled, or why the decision stands
    may_answer: bool
    is_over: bool  # decided anew since

    @property
    def ground_words(self) -> str:
        """Why, in words."""
        return str(self.ground.label)

    @property
    def burdens(self) -> bool:
        """Whether something that was granted is taken back."""
        return self.hear_until is not None


def recall_of(case: Case, events: Iterable[CaseEvent], *, now: datetime) -> RecallView | None:
    """Return the newest recall of a case from its events, oldest first; None without one."""
    found: dict[EventKind, CaseEvent] = {}
    is_over = False
    for event in events:
        kind = EventKind(event.kind)
        if kind is EventKind.RECALL_PROPOSED:
            found, is_over = {kind: event}, False
        elif kind in {EventKind.RECALL_HEARD, EventKind.RECALLED, EventKind.RECALL_DECLINED}:
            found[kind] = event
        elif kind in DECIDING:
            is_over = True
    proposed = found.get(EventKind.RECALL_PROPOSED)
    if proposed is None or not case.key:
        return None
    recalled, stands = found.get(EventKind.RECALLED), found.get(EventKind.RECALL_DECLINED)
    decided, heard = recalled or stands, found.get(EventKind.RECALL_HEARD)
    until = proposed.data.get("hear_until")
    hear_until = date.fromisoformat(until) if until else None
    is_early = hear_until is not None and timezone.localdate(now) <= hear_until
    return RecallView(
        task=proposed.task,
        ground=RecallGround(proposed.data["ground"]),
        reason=_words(case, proposed, "reason"),
        proposed_at=proposed.at,
        hear_until=hear_until,
        answer=_words(case, heard, "answer"),
        is_heard=heard is not None,
        is_approved=None if decided is None else recalled is not None,
        decided_at=decided.at if decided else None,
        decision=_words(case, decided, "reason"),
        may_answer=is_early and heard is None and decided is None,
        is_over=is_over,
    )


def may_recall(actor: Actor, case: Case, tasks: Iterable[Task]) -> bool:
    """Say whether the page offers a recall; whether it can be proposed decides the service."""
    if case.result not in DECIDED_RESULTS or case.follows_id is not None or not case.key:
        return False
    tasks = list(tasks)
    if any(task.kind == TaskKind.RECALL and task.is_live for task in tasks):
        return False
    done = [one for one in tasks if one.kind == TaskKind.STAGE and one.state == TaskState.DONE]
    last = max(done, key=lambda one: (one.closed_at, one.pk), default=None)
    if last is None:
        return False
    seats = {(held.organisation_id, str(held.role)) for held in actor.holdings}
    leads = any(
        contains(held.division_code, case.division_code)
        for held in actor.holdings_for(CasePermission.SUPERVISE)
    )
    return leads or (last.organisation_id, last.role) in seats


def _words(case: Case, event: CaseEvent | None, key: str) -> str:
    return str(unseal(case, event.sealed).get(key, "")) if event and event.sealed else ""
