"""Deciding a stage: what was found is written down, the outcome recorded, the case moves on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import PublicNotice
from linli.engines.cases.services.moving import move
from linli.engines.cases.services.records import take_record
from linli.engines.cases.services.stages import way
from linli.engines.cases.services.tasks import live_task, required_reason
from linli.engines.cases.values import NotAllowedNowError, TaskKind, TaskState
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import NOES, QUIET, SEATED, Stage, StageKind
from linli.foundation.errors.values import InvalidError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linli.engines.cases.models import Task
    from linli.foundation.actors.values import Actor

NOT_SO = _("This does not go with the answers of the case. Please choose another outcome.")
BY_THEMSELVES = frozenset({StageKind.NOTICE, StageKind.PLACE})


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
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    if task.kind != TaskKind.STAGE:
        raise NotAllowedNowError
    item = catalogue.version(case.version_id)
    stage = item.flow.stage(task.stage)
    is_in_turn = task.state == TaskState.STANDING and stage.kind is StageKind.PLACE
    if task.state != TaskState.OPEN and not is_in_turn:
        raise NotAllowedNowError
    button = next((one for one in stage.buttons if one.pressed == outcome), None)
    if button is None:
        raise NotAllowedNowError
    if stage.kind in BY_THEMSELVES and not may_decide(task, stage, outcome):
        raise NotAllowedNowError
    is_no = button.kind in NOES
    written = take_record(actor, case, item, task.stage, record or {}, is_no=is_no, now=now)
    chosen = way(case, item, task.stage, outcome, written)
    if chosen is None:
        raise InvalidError(problems=[Problem("outcome", "not_so", NOT_SO)])
    words = required_reason(reason) if chosen.needs_reason else reason.strip()
    move(
        actor,
        task=task,
        case=case,
        chosen=chosen,
        words=words,
        record=written,
        now=now,
        holding=holding,
    )


def may_decide(task: Task, stage: Stage, button: str) -> bool:
    """Say whether somebody may decide a stage that ends by itself: how it ends so, nobody may.

    A public notice is decided by hand only after its days, when an objection was right; a waiting
    list at any time, for those who are still on it.
    """
    if button in {QUIET, SEATED}:
        return False
    if stage.kind is StageKind.NOTICE:
        return PublicNotice.objects.filter(task=task, taken_down_at__isnull=False).exists()
    return True
