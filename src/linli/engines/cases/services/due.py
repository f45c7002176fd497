"""What time itself does: reminders, superiors told, silence that accepts, closing, forgetting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from linli.engines.cases.models import Case, Draft, Task
from linli.engines.cases.services import authorisations
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.services.keeping import put_away
from linli.engines.cases.services.moving import move
from linli.engines.cases.services.stages import way
from linli.engines.cases.services.tasks import give_access, head_of, lock_case
from linli.engines.cases.values import (
    DRAFT_FILES,
    LIVE_TASKS,
    OPEN_STATES,
    CaseState,
    EventKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import OutcomeKind
from linli.foundation.actors.values import SYSTEM, Actor
from linli.foundation.calendar import queries as calendar
from linli.foundation.files import services as files

HALF, LAST_DAY, OVER = 1, 2, 3
ARCHIVE_AFTER = timedelta(days=30)
DRAFT_KEPT = timedelta(days=180)
BATCH = 500


def remind(actor: Actor = SYSTEM, *, now: datetime) -> int:
    """Remind offices half-way and on the last day; what is over goes to the superior."""
    today = on_day(now)
    due = Task.objects.filter(state=TaskState.OPEN).filter(
        Q(warned__lt=OVER, due_on__lt=today)
        | Q(warned__lt=LAST_DAY, due_on=today)
        | Q(warned__lt=HALF, half_on__lte=today)
    )
    return sum(_remind(actor, pk, today=today, now=now) for pk in _ids(due))


@transaction.atomic
def _remind(actor: Actor, task_pk: int, *, today: date, now: datetime) -> bool:
    found = Task.objects.get(pk=task_pk)
    case = lock_case(found.case_id)
    task = Task.objects.get(pk=task_pk)
    level = _level(task, today)
    if task.state != TaskState.OPEN or level <= task.warned:
        return False
    Task.objects.filter(pk=task.pk).update(warned=level)
    if level == OVER:
        give_access(case, [head_of(task.organisation_id)[0]])
    happening = Happening(
        EventKind.OVERDUE if level == OVER else EventKind.WARNED,
        {"level": level, **({"stage": task.flow_stage} if task.flow_stage else {})},
        task=task.public_id,
        organisation_id=task.organisation_id,
    )
    append(case, actor, [happening], now=now)
    case.save()
    return True


def _level(task: Task, today: date) -> int:
    if task.due_on is None:
        return 0
    if task.due_on < today:
        return OVER
    if task.due_on == today:
        return LAST_DAY
    return HALF if task.half_on and task.half_on <= today else 0


def accept_by_silence(actor: Actor = SYSTEM, *, now: datetime) -> int:
    """Accept what an office left without a word, where the item says so (行政许可法 32)."""
    due = Task.objects.filter(state=TaskState.OPEN, silent_on__lt=on_day(now))
    return sum(_accept(actor, pk, now=now) for pk in _ids(due))


@transaction.atomic
def _accept(actor: Actor, task_pk: int, *, now: datetime) -> bool:
    found = Task.objects.get(pk=task_pk)
    case = lock_case(found.case_id)
    task = Task.objects.get(pk=task_pk)
    item = catalogue.version(case.version_id)
    ways = (
        way(case, item, task.stage, one.pressed)
        for one in item.flow.stage(task.stage).buttons
        if one.kind is OutcomeKind.ACCEPT
    )
    chosen = next(filter(None, ways), None)
    if task.state != TaskState.OPEN or chosen is None:
        return False
    move(actor, task=task, case=case, chosen=chosen, words="", now=now, by_itself="silence")
    return True


def archive(actor: Actor = SYSTEM, *, now: datetime) -> int:
    """Close cases that ended thirty days ago and have no task left. Returns how many."""
    ended = Case.objects.filter(
        state__in=(CaseState.DECIDED, CaseState.WITHDRAWN), ended_at__lt=now - ARCHIVE_AFTER
    ).exclude(tasks__state__in=LIVE_TASKS)
    return sum(_archive(actor, pk, now=now) for pk in _ids(ended))


@transaction.atomic
def file_closed(*, limit: int = BATCH) -> int:
    """Give a place to cases that were closed before there was an archive. Returns how many."""
    homeless = Case.objects.filter(state=CaseState.ARCHIVED, filed=None).order_by("pk")[:limit]
    return len([put_away(case) for case in homeless])


@transaction.atomic
def _archive(actor: Actor, case_pk: int, *, now: datetime) -> bool:
    case = lock_case(case_pk)
    if case.state not in {CaseState.DECIDED, CaseState.WITHDRAWN}:
        return False
    case.state = CaseState.ARCHIVED
    place = put_away(case)
    append(case, actor, [Happening(EventKind.ARCHIVED, {"place": str(place)})], now=now)
    case.save()
    return True


def forget_drafts(*, now: datetime) -> int:
    """Throw away drafts untouched for half a year, with keys and files; return how many."""
    old = Draft.objects.filter(saved_at__lt=now - DRAFT_KEPT)
    rows = list(old.values_list("pk", "public_id")[:BATCH])
    for pk, public_id in rows:
        with transaction.atomic():
            authorisations.forget(pk)
            files.discard(kind=DRAFT_FILES, owner_id=str(public_id))
            Draft.objects.filter(pk=pk).delete()
    return len(rows)


def recompute(*, only_provisional: bool = False) -> tuple[int, int]:
    """Compute the due days of open cases from their events; return (looked at, mended).

    With `only_provisional` only those that waited for next year's holidays, once they are known.
    """
    looked, mended = 0, 0
    open_cases = Case.objects.filter(state__in=OPEN_STATES)
    if only_provisional:
        known_until = calendar.site_calendar().known_until
        open_cases = open_cases.filter(
            Q(is_due_provisional=True, due_on__lte=known_until)
            | Q(tasks__is_due_provisional=True, tasks__due_on__lte=known_until)
        ).distinct()
    for case in open_cases.iterator(chunk_size=BATCH):
        looked += 1
        with transaction.atomic():
            locked = lock_case(case.pk)
            before = (locked.due_on, locked.is_due_provisional)
            tasks_before = _days(locked)
            refresh_days(locked)
            locked.save(update_fields=["due_on", "is_due_provisional"])
            same = before == (locked.due_on, locked.is_due_provisional)
            mended += not (same and tasks_before == _days(locked))
    return looked, mended


def _days(case: Case) -> list[tuple[int, date | None, date | None, bool]]:
    rows = Task.objects.filter(case=case).order_by("pk")
    return list(rows.values_list("pk", "due_on", "half_on", "is_due_provisional"))


def _ids(rows: QuerySet[Task] | QuerySet[Case]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
