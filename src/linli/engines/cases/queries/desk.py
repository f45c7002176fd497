"""What offices see: their queue, one case with everything on it, and the line they supervise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from linli.engines.cases.models import Case, CaseDocument, Rating, Supplement, Task
from linli.engines.cases.queries.access import staff_cases, supervised_tasks
from linli.engines.cases.queries.cases import (
    CaseRow,
    DocumentRow,
    SupplementView,
    clock_of,
    documents_of,
    facts,
    owed,
    page_of,
    row_of,
    supplement_view,
)
from linli.engines.cases.queries.sealing import document_of, unseal
from linli.engines.cases.queries.timeline import Entry, timeline
from linli.engines.cases.rules import clock, clockwork
from linli.engines.cases.values import (
    LIVE_TASKS,
    POOR_GRADES,
    CasePermission,
    Clock,
    Grade,
    Light,
    PauseCause,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.calendar import queries as calendar
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec import display
from linli.foundation.formspec.values import Localised, Readers
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.organisations.values import STANDS_IN
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from linli.engines.catalogue.values import Material, Stage
    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import DisplaySection
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

    @property
    def days_over(self) -> int:
        """By how many days the last day is over."""
        return -(self.days_left or 0)


@dataclass(frozen=True)
class QueueFilter:
    """What the queue shows; kept in the URL."""

    tab: str = "todo"  # todo, waiting, done
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


@dataclass(frozen=True)
class ActView:
    """The task on which the reader can act now, with the stage's outcomes."""

    task: QueueRow
    stage: Stage | None
    clock: Clock
    may_supplement: bool
    is_second_supplement: bool
    may_extend: bool
    may_return: bool


@dataclass(frozen=True)
class DeskCaseView:
    """A case with everything on it, as an office sees it."""

    row: CaseRow
    item: catalogue.ItemView
    entries: tuple[Entry, ...]
    clock: Clock
    tasks: tuple[QueueRow, ...]
    acts: tuple[ActView, ...]
    sections: tuple[DisplaySection, ...]
    papers: tuple[tuple[Material, tuple[dict[str, Any], ...]], ...]
    verdict: dict[str, Any]
    place: str
    supplements: tuple[SupplementView, ...]
    documents: tuple[DocumentRow, ...]
    told_once_extra: int
    division_code: str
    channel: str
    revision: int
    rating: RatingView | None
    line_tasks: frozenset[UUID]  # those that the reader supervises

    @property
    def may_reassign(self) -> bool:
        """Whether the reader supervises a stage at work."""
        return bool(self.line_tasks)

    def was_asked(self, stage: str) -> bool:
        """Say whether the resident was asked for papers at this stage before."""
        return any(one.stage == stage for one in self.supplements)

    @property
    def tasks_open(self) -> tuple[QueueRow, ...]:
        """The tasks that are at work now."""
        return tuple(row for row in self.tasks if row.state in LIVE_TASKS)

    @property
    def conditions(self) -> tuple[dict[str, Any], ...]:
        """What the rules said on the day of the application, in words."""
        return tuple(
            {"result": one["result"], "text": Localised(one["zh"], one["en"])}
            for one in self.verdict.get("conditions", ())
        )

    @property
    def pause_causes(self) -> list[tuple[str, str]]:
        """The special procedures to choose from."""
        return [(cause.value, str(cause.label)) for cause in PauseCause]


@dataclass(frozen=True)
class RatingView:
    """A rating, shown only to those who supervise the people rated."""

    grade: int
    comment: str
    at: datetime

    @property
    def grade_words(self) -> str:
        """The grade in words."""
        return str(Grade(self.grade).label)


def tasks_for(
    actor: Actor, *, shown: QueueFilter, cursor: str = "", now: datetime, limit: int = 50
) -> QueuePage:
    """Return one page of the tasks of the actor's posts, the earliest last day first."""
    actor.require(CasePermission.READ)
    mine = _mine(actor)
    counts = Task.objects.filter(mine).aggregate(
        todo=Count("pk", filter=Q(state=TaskState.OPEN)),
        waiting=Count("pk", filter=Q(state__in=(TaskState.WAITING, TaskState.PAUSED))),
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
        "waiting": [TaskState.WAITING, TaskState.PAUSED],
        "done": [TaskState.DONE],
    }[shown.tab]
    rows = rows.filter(state__in=states)
    if shown.item_code:
        rows = rows.filter(case__item_code=shown.item_code)
    if shown.is_overdue:
        rows = rows.filter(due_on__lt=timezone.localdate(now))
    if shown.is_mine:
        rows = rows.filter(holder_id=actor.account_id)
    if shown.text:
        rows = rows.filter(case__number__startswith=shown.text.strip().upper())
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
    """Return tasks as rows, in two statements for all of them."""
    bodies = organisations.organisations(task.organisation_id for task in tasks)
    names = accounts.display_names(task.holder_id for task in tasks if task.holder_id)
    return tuple(_row(task, actor, bodies, names, now=now) for task in tasks)


def _row(
    task: Task,
    actor: Actor,
    bodies: Mapping[int, OrganisationView],
    names: Mapping[int, str],
    *,
    now: datetime,
) -> QueueRow:
    item = catalogue.version(task.case.version_id)
    light, left = clock.light(
        due_on=task.due_on,
        half_on=task.half_on,
        is_paused=task.state in {TaskState.WAITING, TaskState.PAUSED},
        today=timezone.localdate(now),
    )
    return QueueRow(
        task_id=task.public_id,
        case_id=task.case.public_id,
        number=task.case.number,
        item_code=item.code,
        item_name=item.name,
        stage=task.stage,
        stage_name=item.flow.stage(task.stage).name if task.stage else None,
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
    )


def desk_case(actor: Actor, *, case_id: str, now: datetime) -> DeskCaseView:
    """Return one case that the actor's posts may see; raises `NotFoundError`."""
    case = staff_cases(actor).filter(public_id=case_id).first()
    if case is None:
        raise NotFoundError
    tasks = list(Task.objects.filter(case=case).select_related("case").order_by("pk"))
    rows = queue_rows(tasks, actor, now=now)
    roles = {(held.organisation_id, held.role) for held in actor.holdings}
    acting = [
        (task, row)
        for task, row in zip(tasks, rows, strict=True)
        if task.state in LIVE_TASKS and (task.organisation_id, task.role) in roles
    ]
    asked = list(Supplement.objects.filter(case=case).order_by("pk"))
    item, document = catalogue.version(case.version_id), document_of(case)
    context = catalogue.context(item, today=timezone.localdate(case.submitted_at))
    in_line = _in_line(actor, case)
    return DeskCaseView(
        row=row_of(case),
        item=item,
        entries=timeline(case, for_staff=True, unseal=unseal),
        clock=clock_of(case),
        tasks=rows,
        acts=_acts(case, acting, asked, in_line),
        sections=display.lines(
            item.form, document.get("answers", {}), context=context, may_read=_readers(actor)
        ),
        papers=tuple(
            (one, tuple(document.get("materials", {}).get(one.id, ()))) for one in owed(case)
        ),
        verdict=document.get("eligibility", {}),
        place=" ".join(one.words for one in places.path(case.division_code)),
        supplements=tuple(supplement_view(case, row) for row in asked),
        documents=documents_of(CaseDocument.objects.filter(case=case)),
        told_once_extra=case.told_once_extra,
        division_code=case.division_code,
        channel=case.channel,
        revision=case.last_seq,
        rating=_rating(actor, case),
        line_tasks=in_line,
    )


def _in_line(actor: Actor, case: Case) -> frozenset[UUID]:
    """Return the stages at work whose offices the actor supervises."""
    if not actor.may(CasePermission.SUPERVISE):
        return frozenset()
    rows = supervised_tasks(actor).filter(case=case, kind=TaskKind.STAGE)
    return frozenset(rows.values_list("public_id", flat=True))


def _readers(actor: Actor) -> frozenset[str]:
    """Return which fields the actor may read: who does not handle, what anybody may."""
    if actor.may(CasePermission.HANDLE):
        return frozenset({Readers.EVERYONE, Readers.HANDLERS, Readers.DECIDERS})
    return frozenset({Readers.EVERYONE})


def _acts(
    case: Case,
    acting: list[tuple[Task, QueueRow]],
    asked: list[Supplement],
    in_line: frozenset[UUID],
) -> tuple[ActView, ...]:
    if not acting:
        return ()
    flow = catalogue.version(case.version_id).flow
    days = calendar.site_calendar()
    history = facts(case)
    stages_asked = {row.stage for row in asked}
    found = []
    for task, row in acting:
        stage = flow.stage(task.stage) if task.kind == TaskKind.STAGE else None
        reading = clock.read(
            stage.limit if stage else None,
            clockwork.of_task(
                history,
                task=task.public_id,
                opened_on=task.opened_on,
                is_intake=task.stage == flow.first,
            ),
            calendar=days,
        )
        is_at_work = task.state == TaskState.OPEN and stage is not None
        found.append(
            ActView(
                task=row,
                stage=stage,
                clock=reading,
                may_supplement=bool(is_at_work and stage and stage.may_supplement)
                and (task.stage not in stages_asked or task.public_id in in_line),
                is_second_supplement=task.stage in stages_asked,
                may_extend=bool(is_at_work and flow.extension_days and case.accepted_on),
                may_return=is_at_work,
            )
        )
    return tuple(found)


def _rating(actor: Actor, case: Case) -> RatingView | None:
    """Return the rating for those who supervise; those rated never see it beside a case."""
    if not actor.may(CasePermission.SUPERVISE):
        return None
    row = Rating.objects.filter(case=case).first()
    if row is None or row.grade not in POOR_GRADES:
        return None
    comment = unseal(case, row.sealed)["comment"] if row.sealed else ""
    return RatingView(row.grade, comment, row.at)


def cases_in_scope(
    actor: Actor, *, text: str = "", before: int | None = None, limit: int = 50
) -> tuple[tuple[CaseRow, ...], int | None]:
    """Return a page of the cases that the actor's posts may see; `text` begins a number."""
    actor.require(CasePermission.READ)
    rows = staff_cases(actor).order_by("-pk")
    if text:
        rows = rows.filter(number__startswith=text.strip().upper())
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return page_of(rows, limit=limit)


@dataclass(frozen=True)
class OfficeFigures:
    """How an office in the line stands."""

    office: OrganisationView
    open: int
    today: int
    overdue: int
    waiting: int


def line_figures(actor: Actor, *, now: datetime) -> tuple[OfficeFigures, ...]:
    """Return the figures of each office in the line that the actor supervises, the latest first."""
    actor.require(CasePermission.SUPERVISE)
    today = timezone.localdate(now)
    rows = list(
        supervised_tasks(actor)
        .values("organisation_id")
        .annotate(
            open=Count("pk", filter=Q(state=TaskState.OPEN)),
            today=Count("pk", filter=Q(state=TaskState.OPEN, due_on=today)),
            overdue=Count("pk", filter=Q(state=TaskState.OPEN, due_on__lt=today)),
            waiting=Count("pk", filter=~Q(state=TaskState.OPEN)),
        )
        .order_by("-overdue", "-open", "organisation_id")[:200]
    )
    bodies = organisations.organisations(row["organisation_id"] for row in rows)
    return tuple(
        OfficeFigures(
            bodies[row["organisation_id"]],
            row["open"],
            row["today"],
            row["overdue"],
            row["waiting"],
        )
        for row in rows
    )


@dataclass(frozen=True)
class RatingFigures:
    """How the cases in scope were rated; without raters, and silent under five."""

    rated: int
    poor: int
    is_suppressed: bool


def rating_figures(actor: Actor) -> RatingFigures:
    """Return how many cases in scope were rated, and how many poorly; not under five."""
    actor.require(CasePermission.READ)
    rows = Rating.objects.filter(case__in=staff_cases(actor))
    found = rows.aggregate(
        rated=Count("pk"), poor=Count("pk", filter=Q(grade__in=sorted(POOR_GRADES)))
    )
    is_small = found["rated"] < 5
    return RatingFigures(
        0 if is_small else found["rated"], 0 if is_small else found["poor"], is_small
    )


def offices_for(actor: Actor, *, task_id: str) -> tuple[OrganisationView, ...]:
    """Return the offices to which a supervised task could be passed: same function, same level."""
    task = supervised_tasks(actor).filter(public_id=task_id).select_related("case").first()
    if task is None or not task.stage:
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
