"""A limited number of places: given in the order of arrival; who comes later waits in turn.

A place is a number that the database gives once; whoever leaves makes the next one's.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from linli.engines.cases.models import Case, Place, Task
from linli.engines.cases.queries.access import own_case
from linli.engines.cases.queries.sealing import document_of, whole_answers
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.services.moving import begins, move
from linli.engines.cases.services.stages import way
from linli.engines.cases.services.tasks import lock_case
from linli.engines.cases.values import (
    CasePermission,
    CaseResult,
    EventKind,
    NotAllowedNowError,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import SEATED, StageKind
from linli.foundation.actors.values import SYSTEM, Actor
from linli.registers.people.values import Scope

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

BATCH = 500


@begins(StageKind.PLACE)
def begin(case: Case, task: Task, *, now: datetime) -> None:
    """Give a place, or the next turn on the waiting list."""
    rule = catalogue.version(case.version_id).flow.stage(task.stage).place
    if rule is None:
        return
    section, _dot, name = rule.of.partition(".")
    answer = whole_answers(document_of(case)).get(section, {}).get(name, "")
    key = f"{task.organisation_id}:{answer}"[:80]  # each office gives out its own places
    row = Place.objects.create(case=case, item_code=case.item_code, key=key, asked_at=now)
    ahead = _waiting(row.item_code, key).filter(pk__lt=row.pk).count()
    if not ahead and _seat(row, case, task, now=now):
        return
    Task.objects.filter(pk=task.pk).update(state=TaskState.STANDING)
    data = {"stage": task.stage, "position": ahead + 1}
    append(case, SYSTEM, [Happening(EventKind.PLACE_AWAITED, data, None, task.public_id)], now=now)
    case.save()


def _waiting(item_code: str, key: str) -> QuerySet[Place]:
    return Place.objects.filter(item_code=item_code, key=key, number=None, left_at=None)


def _seat(row: Place, case: Case, task: Task, *, now: datetime) -> bool:
    """Give the lowest free number; the database decides between two at once."""
    held = Place.objects.filter(item_code=row.item_code, key=row.key, number__isnull=False)
    taken = set(held.values_list("number", flat=True))
    free = (number for number in range(1, _how_many(case, task, now) + 1) if number not in taken)
    for number in free:
        try:
            with transaction.atomic():
                Place.objects.filter(pk=row.pk).update(number=number)
        except IntegrityError:
            continue
        item = catalogue.version(case.version_id)
        chosen = way(case, item, task.stage, SEATED)
        if chosen is None:
            raise NotAllowedNowError
        move(SYSTEM, task=task, case=case, chosen=chosen, words="", by_itself="place", now=now)
        return True
    return False


def _how_many(case: Case, task: Task, now: datetime) -> int:
    """Return how many places there are today: a course may be made larger while people wait."""
    item = catalogue.version(case.version_id)
    rule = item.flow.stage(task.stage).place
    context = catalogue.context(today=on_day(now), division_code=case.division_code)
    answers = whole_answers(document_of(case))
    found: Any = catalogue.worked_out(item, rule.number, answers, context=context) if rule else 0
    return int(found) if isinstance(found, Decimal | int) else 0


@transaction.atomic
def give_up_place(actor: Actor, *, case_id: str, now: datetime) -> None:
    """Give a place back that one cannot use; the next in turn gets it and is told.

    Raises `NotAllowedNowError` where there is none to give back.
    """
    actor.require(CasePermission.WITHDRAW)
    found = own_case(actor, case_id, now=now, scope=Scope.FILE)
    case = lock_case(found.pk)
    row = Place.objects.filter(case=case, number__isnull=False).first()
    if row is None or case.result != CaseResult.GRANTED:
        raise NotAllowedNowError
    leave(case, now=now)
    append(case, actor, [Happening(EventKind.PLACE_GIVEN_UP)], now=now)
    case.save()
    fill(row.item_code, row.key, now=now)


def leave(case: Case, *, now: datetime) -> None:
    """Free the place or the turn of a case."""
    Place.objects.filter(case=case, left_at=None).update(number=None, left_at=now)


def fill(item_code: str, key: str, *, now: datetime) -> int:
    """Give free places to those who wait, the first first; return how many."""
    given = 0
    for row in _waiting(item_code, key).order_by("pk")[:BATCH]:
        with transaction.atomic():
            if not _fill(row, now=now):
                break
            given += 1
    return given


def _fill(row: Place, *, now: datetime) -> bool:
    case = lock_case(row.case_id)
    task = Task.objects.filter(case=case, state=TaskState.STANDING).first()
    row.refresh_from_db()
    if task is None or row.number is not None or row.left_at is not None:
        return True  # it left or was seated meanwhile: the next one
    task.case = case
    return _seat(row, case, task, now=now)


def fill_all(*, now: datetime) -> int:
    """Give out what became free where more places were made; return how many were given."""
    kinds = Place.objects.filter(number=None, left_at=None).values_list("item_code", "key")
    return sum(fill(code, key, now=now) for code, key in sorted(set(kinds.distinct()[:BATCH])))
