"""What waits in an office: tasks as rows, by their last day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from linli.engines.cases.models import Task
from linli.engines.cases.queries.access import supervised_tasks
from linli.engines.cases.rules import clock
from linli.engines.cases.values import (
    LIVE_TASKS,
    QUIET_TASKS,
    CasePermission,
    Light,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import Role
from linli.foundation.errors.values import NotFoundError
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.organisations.values import STANDS_IN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import Localised
    from linli.registers.organisations.values import OrganisationView

FAR = date(9999, 12, 31)


@dataclass(frozen=True)
class QueueRow:
    """A task in a queue."""

    task_id: UUID
    case_id: UUID
    number: str
    item_code: str
    item_name: Localised
    stage: str
    stage_name: Localised | None
    kind: TaskKind
    state: TaskState
    applicant_masked: str
    organisation: OrganisationView
    opened_on: date
    due_on: date | None
    is_due_provisional: bool
    light: Light
    days_left: int | None
    holder: str
    is_mine: bool
    away_until: date | None = None  # the holder is away so long, and the reader stands in

    @property
    def days_over(self) -> int:
        """By how many days the last day is over."""
        return -(self.days_left or 0)


@dataclass(frozen=True)
class QueueFilter:
    """What the queue shows; kept in the URL."""

    tab: str = "todo"  # todo, waiting, done, stood_in: what others did while I was away
    item_code: str = ""
    is_overdue: bool = False
    is_mine: bool = False
    text: str = ""  # receipt number or its beginning


@dataclass(frozen=True)
class QueuePage:
    """One page of a queue, the cursor behind it, and how many wait in all."""

    rows: tuple[QueueRow, ...]
    next_cursor: str
    counts: Mapping[str, int] = field(default_factory=dict)


def tasks_for(
    actor: Actor, *, shown: QueueFilter, cursor: str = "", now: datetime, limit: int = 50
) -> QueuePage:
    """Return one page of the tasks of the actor's posts, the earliest last day first."""
    actor.require(CasePermission.READ)
    mine = _mine(actor)
    counts = Task.objects.filter(mine, state__in=LIVE_TASKS).aggregate(
        todo=Count("pk", filter=Q(state=TaskState.OPEN)),
        waiting=Count("pk", filter=Q(state__in=QUIET_TASKS)),
        overdue=Count("pk", filter=Q(state=TaskState.OPEN, due_on__lt=timezone.localdate(now))),
    )
    rows = _shown(Task.objects.filter(mine), actor, shown, now=now)
    return _page(rows, actor, counts=counts, cursor=cursor, now=now, limit=limit)


def line_tasks(
    actor: Actor, *, shown: QueueFilter, cursor: str = "", now: datetime, limit: int = 50
) -> QueuePage:
    """Return one page of the live tasks in the line that the actor supervises."""
    actor.require(CasePermission.SUPERVISE)
    rows = _shown(supervised_tasks(actor), actor, shown, now=now)
    return _page(rows, actor, counts={}, cursor=cursor, now=now, limit=limit)


def _mine(actor: Actor) -> Q:
    """Return the tasks of the posts held, sealed cases only within the post's compartments."""
    mine = Q(pk__in=())
    for held in actor.holdings:
        ground = Q(organisation_id=held.organisation_id, role=held.role)
        mine |= ground & Q(case__compartment__in=["", *held.compartments])
    return mine


def _shown(
    rows: QuerySet[Task], actor: Actor, shown: QueueFilter, *, now: datetime
) -> QuerySet[Task]:
    states = {
        "todo": [TaskState.OPEN],
        "waiting": QUIET_TASKS,
        "done": [TaskState.DONE],
        "stood_in": [*LIVE_TASKS, TaskState.DONE],
    }[shown.tab]
    if shown.tab == "stood_in":
        rows = rows.filter(absent_id=actor.account_id)
    rows = rows.filter(state__in=states)
    if shown.item_code:
        rows = rows.filter(case__item_code=shown.item_code)
    if shown.is_overdue:
        rows = rows.filter(due_on__lt=timezone.localdate(now))
    if shown.is_mine:
        rows = rows.filter(holder_id=actor.account_id)
    if shown.text:
        text = shown.text.strip()
        by_old = Q(case__old_number__startswith=text)
        rows = rows.filter(Q(case__number__startswith=text.upper()) | by_old)
    return rows


def _page(
    rows: QuerySet[Task],
    actor: Actor,
    *,
    counts: Mapping[str, int],
    cursor: str,
    now: datetime,
    limit: int,
) -> QueuePage:
    """Return the page behind a cursor of the form `2026-11-30.123` (last day, task)."""
    rows = rows.select_related("case").order_by(F("due_on").asc(nulls_last=True), "pk")
    if cursor:
        day_text, _dot, pk_text = cursor.partition(".")
        try:
            day, pk = date.fromisoformat(day_text), int(pk_text)
        except ValueError as error:
            raise NotFoundError from error
        if day == FAR:
            rows = rows.filter(due_on=None, pk__gt=pk)
        else:
            rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk) | Q(due_on=None))
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return QueuePage(
        queue_rows(found[:limit], actor, now=now),
        f"{last.due_on or FAR}.{last.pk}" if last else "",
        counts,
    )


def queue_rows(tasks: list[Task], actor: Actor, *, now: datetime) -> tuple[QueueRow, ...]:
    """Return tasks as rows: two statements for all, two more where colleagues hold some."""
    bodies = organisations.organisations(task.organisation_id for task in tasks)
    names = accounts.display_names(task.holder_id for task in tasks if task.holder_id)
    covered = _covered(tasks, actor, now=now)
    return tuple(_row(task, actor, bodies, names, covered, now=now) for task in tasks)


def _covered(tasks: list[Task], actor: Actor, *, now: datetime) -> Mapping[accounts.Cover, date]:
    """Return for whom the reader stands in, asked only where a colleague holds a live task."""
    if any(one.holder_id not in {None, actor.account_id} for one in tasks if one.is_live):
        return accounts.covered_by(actor, today=timezone.localdate(now))
    return {}


def _row(
    task: Task,
    actor: Actor,
    bodies: Mapping[int, OrganisationView],
    names: Mapping[int, str],
    covered: Mapping[accounts.Cover, date],
    *,
    now: datetime,
) -> QueueRow:
    item = catalogue.version(task.case.version_id)
    light, left = clock.light(
        due_on=task.due_on,
        half_on=task.half_on,
        is_paused=task.state in QUIET_TASKS,
        today=timezone.localdate(now),
    )
    return QueueRow(
        task_id=task.public_id,
        case_id=task.case.public_id,
        number=task.case.number,
        item_code=item.code,
        item_name=item.name,
        stage=task.flow_stage,
        stage_name=item.flow.stage(task.flow_stage).name if task.flow_stage else None,
        kind=TaskKind(task.kind),
        state=TaskState(task.state),
        applicant_masked=task.case.applicant_masked,
        organisation=bodies[task.organisation_id],
        opened_on=task.opened_on,
        due_on=task.due_on,
        is_due_provisional=task.is_due_provisional,
        light=light,
        days_left=left,
        holder=names.get(task.holder_id or 0, ""),
        is_mine=task.holder_id is not None and task.holder_id == actor.account_id,
        away_until=covered.get((task.holder_id or 0, task.organisation_id, Role(task.role)))
        if task.is_live
        else None,
    )


def offices_for(actor: Actor, *, task_id: str) -> tuple[OrganisationView, ...]:
    """Return the offices to which a supervised task could be passed: same function, same level."""
    task = supervised_tasks(actor).filter(public_id=task_id).select_related("case").first()
    if task is None or not task.flow_stage:
        raise NotFoundError
    by = catalogue.version(task.case.version_id).flow.stage(task.stage).by
    city = task.case.division_code[:2].ljust(12, "0")
    found = [
        one
        for function in (by.function, STANDS_IN.get(by.function, ""))
        if function
        for one in organisations.in_division(city, function=function, level=by.level)
    ]
    return tuple(one for one in found if one.id != task.organisation_id)


def items_at_desk(text: str = "") -> tuple[catalogue.ItemView, ...]:
    """Return the items that can be taken in at the counter, found by words or all of them."""
    codes = [hit.code for hit in catalogue.search(text, limit=20)] if text.strip() else None
    found = {item.code: item for item in catalogue.items() if not item.is_guide_only}
    return tuple(
        found[code] for code in (codes if codes is not None else sorted(found)) if code in found
    )
