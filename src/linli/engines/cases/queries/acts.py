"""What an office can do now: its tasks at work, with everything that each needs to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.engines.cases.models import PublicNotice
from linli.engines.cases.queries.cases import facts
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.sealing import unseal, whole_answers
from linli.engines.cases.queries.standing import (
    await_of,
    notice_lines,
    notices_of,
    objection_of,
)
from linli.engines.cases.rules import clock, clockwork
from linli.engines.cases.values import TaskKind, TaskState
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import QUIET, SEATED, StageKind
from linli.foundation.calendar import queries as calendar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from linli.engines.cases.models import Case, CaseEvent, Supplement, Task
    from linli.engines.cases.queries.queue import QueueRow
    from linli.engines.cases.queries.standing import AwaitView, NoticeView, ObjectionView
    from linli.engines.cases.values import Clock
    from linli.engines.catalogue.values import Outcome, Stage
    from linli.foundation.formspec.values import Localised


@dataclass(frozen=True)
class ActView:
    """The task on which the reader can act now, with the stage's outcomes."""

    task: QueueRow
    stage: Stage | None
    buttons: tuple[Outcome, ...]  # what can be chosen with the answers as they are
    record_schema: dict[str, Any] | None  # of what is written down here
    clock: Clock
    may_supplement: bool
    is_second_supplement: bool
    may_extend: bool
    may_return: bool
    questions: tuple[str, ...] = ()  # what the resident asked and this task has to answer
    may_ask: bool = False
    notice: NoticeView | None = None  # of a stage that is announced in public
    preview: tuple[tuple[Localised, Localised], ...] = ()  # what it would say, once posted
    posted: str = ""  # for how long
    objection: ObjectionView | None = None
    awaited: AwaitView | None = None


def acts_of(
    case: Case,
    document: Mapping[str, Any],
    events: Sequence[CaseEvent],
    acting: list[tuple[Task, QueueRow]],
    asked: list[Supplement],
    in_line: frozenset[UUID],
    *,
    now: datetime,
) -> tuple[ActView, ...]:
    """Return what can be done with the tasks of one's posts."""
    stages_asked = {row.stage for row in asked if not row.cause}
    return tuple(
        _act(case, document, events, task, row, stages_asked, in_line, now=now)
        for task, row in acting
    )


def _act(
    case: Case,
    document: Mapping[str, Any],
    events: Sequence[CaseEvent],
    task: Task,
    row: QueueRow,
    stages_asked: set[str],
    in_line: frozenset[UUID],
    *,
    now: datetime,
) -> ActView:
    item = catalogue.version(case.version_id)
    flow = item.flow
    stage = flow.stage(task.stage) if task.kind == TaskKind.STAGE else None
    moves = clockwork.of_task(
        facts(events),
        task=task.public_id,
        opened_on=task.opened_on,
        is_intake=task.stage == flow.first,
    )
    is_at_work = task.state == TaskState.OPEN and stage is not None
    is_asked = task.stage in stages_asked
    return ActView(
        task=row,
        stage=stage,
        buttons=_buttons(case, item, stage, document) if stage else (),
        record_schema=catalogue.record_schema(item, stage.id) if stage else None,
        clock=clock.read(stage.limit if stage else None, moves, calendar=calendar.site_calendar()),
        may_supplement=bool(is_at_work and stage and stage.may_supplement)
        and (not is_asked or task.public_id in in_line),
        is_second_supplement=is_asked,
        may_extend=bool(is_at_work and flow.extension_days and case.accepted_on),
        may_return=is_at_work,
        questions=_questions(case, events, task),
        may_ask=stage is not None,
        **(_standing(case, item, stage, task, document, now=now) if stage else {}),
        objection=objection_of(case, task.public_id) if task.kind == TaskKind.OBJECTION else None,
    )


def _questions(case: Case, events: Sequence[CaseEvent], task: Task) -> tuple[str, ...]:
    """Return what the resident asked, word for word, where the task is to answer it."""
    if task.kind != TaskKind.QUESTION:
        return ()
    asked = [one for one in events if one.task == task.public_id and one.sealed]
    words = [unseal(case, one.sealed) for one in asked if one.sealed]
    return tuple(str(one["question"]) for one in words if "question" in one)


def _buttons(
    case: Case, item: catalogue.ItemView, stage: Stage, document: Mapping[str, Any]
) -> tuple[Outcome, ...]:
    """Return what can be chosen; how a stage ends by itself is nobody's to choose."""
    found = catalogue.possible(
        item, stage.id, whole_answers(document), context=context_of(case, document)
    )
    ends_itself = stage.kind in {StageKind.NOTICE, StageKind.PLACE}
    return tuple(one for one in found if not (ends_itself and one.pressed in {QUIET, SEATED}))


def _standing(
    case: Case,
    item: catalogue.ItemView,
    stage: Stage,
    task: Task,
    document: Mapping[str, Any],
    *,
    now: datetime,
) -> dict[str, Any]:
    """Return what belongs to stages that go on by themselves; others ask nothing for it."""
    if stage.kind is StageKind.WAIT:
        return {"awaited": await_of(task.public_id)}
    if stage.kind is not StageKind.NOTICE or stage.notice is None:
        return {}
    posted = PublicNotice.objects.filter(task=task).values_list("public_id", flat=True).first()
    if posted:
        found = notices_of(case, now=now)
        return {"notice": next(one for one in found if one.public_id == posted)}
    lines = notice_lines(case, item, stage.notice, document)
    words = tuple((one[0], one[1]) for one in lines)
    return {"preview": words, "posted": catalogue.limit_words(stage.notice.posted)}
