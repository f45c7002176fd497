"""What time does: reminders before the end of mandates and of childhood, and word of the end.

Nothing hangs on these runs but the telling: what is over is over in every question that is asked.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from linli.registers.people import registry, rules
from linli.registers.people.models import Mandate, Relation
from linli.registers.people.queries import access
from linli.registers.people.services import telling
from linli.registers.people.values import (
    OF_MINORS,
    REMINDER_DAYS,
    REMINDER_PARAMETER,
    RelationKind,
)

MOST = 500
TOLD_LATE = timedelta(days=30)  # what ended longer ago is told nobody


def remind(*, now: datetime) -> int:
    """Tell both sides of what ends soon and of what has ended; returns how many were told of."""
    today = localdate(now)
    days = registry.parameter(REMINDER_PARAMETER, on=today, otherwise=REMINDER_DAYS)
    return sum(
        (
            _mandates_ending(today, days, now=now),
            _mandates_ended(today, now=now),
            _childhoods_ending(today, days, now=now),
            _childhoods_ended(today, now=now),
        )
    )


def _held() -> QuerySet[Mandate]:
    behind = Mandate.objects.filter(renews=OuterRef("pk"), revoked_at=None)
    rows = Mandate.objects.filter(revoked_at=None, agent__isnull=False, end_told_at=None)
    return rows.filter(~Exists(behind)).select_related("principal", "agent").order_by("to_on", "pk")


def _mandates_ending(today: date, days: int, *, now: datetime) -> int:
    near = (today, today + timedelta(days=days))
    found = _held().filter(access.LIVING_PRINCIPAL, reminded_at=None, to_on__range=near)
    return sum(
        _tell_mandate(row, "ending", "reminded_at", now=now)
        for row in found[:MOST]
        if row.to_on and rules.is_to_remind(row.from_on, row.to_on, today=today, days=days)
    )


def _mandates_ended(today: date, *, now: datetime) -> int:
    found = _held().filter(to_on__range=(today - TOLD_LATE, today - timedelta(days=1)))
    return sum(_tell_mandate(row, "ended", "end_told_at", now=now) for row in found[:MOST])


def _tell_mandate(row: Mandate, what: str, column: str, *, now: datetime) -> int:
    with transaction.atomic():
        taken = Mandate.objects.filter(pk=row.pk, revoked_at=None, **{column: None})
        if not taken.update(**{column: now}):
            return 0
        telling.told_of_mandate(row, what, now=now)
    return 1


def _of_minors() -> QuerySet[Relation]:
    rows = Relation.objects.filter(
        access.LIVING_WARD, kind=RelationKind.GUARDIAN, basis__in=OF_MINORS, end_told_at=None
    )
    return rows.select_related("person", "other").order_by("pk")


def _childhoods_ending(today: date, days: int, *, now: datetime) -> int:
    born = rules.adults_born_by(today), rules.adults_born_by(today + timedelta(days=days))
    found = _of_minors().filter(
        reminded_at=None,
        to_on=None,
        other__birth_date__gt=born[0],
        other__birth_date__lte=born[1],
    )
    return sum(_tell_majority(row, "ending", {"reminded_at": now}, now=now) for row in found[:MOST])


def _childhoods_ended(today: date, *, now: datetime) -> int:
    found = _of_minors().filter(to_on=None, other__birth_date__lte=rules.adults_born_by(today))
    return sum(_close(row, now=now) for row in found[:MOST])


def _close(row: Relation, *, now: datetime) -> int:
    last = rules.adult_from(row.other.birth_date) - timedelta(days=1)
    over = {"end_told_at": now, "to_on": max(last, row.from_on or last)}
    return _tell_majority(row, "ended", over, now=now)


def _tell_majority(
    row: Relation, what: str, over: dict[str, datetime | date], *, now: datetime
) -> int:
    with transaction.atomic():
        if not Relation.objects.filter(pk=row.pk, to_on=None, end_told_at=None).update(**over):
            return 0
        telling.told_of_majority(row, what, now=now)
    return 1
