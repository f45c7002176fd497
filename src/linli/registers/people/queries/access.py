"""Who may read and write whom, scoped in the query.

Grounds to read a person: it is me · I hold a mandate or am the guardian · the person lives or is
registered in a division of my post · I found the person by exact number within the last hours.
Under 14, staff also need an approval, and each look is logged.
"""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Q, QuerySet, Value
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor
from linli.foundation.actors.values import Permission as AnyPermission
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.registers.people import rules
from linli.registers.people.models import ExactFinding, Mandate, Person, Relation
from linli.registers.people.queries import sheltered
from linli.registers.people.values import (
    Acting,
    ApprovalNeededError,
    GuardianBasis,
    Permission,
    RelationKind,
    Scope,
)
from linli.registers.places.values import code_range

PersonId = int | UUID
# Mandate and guardianship end with the life of whom they are for (民法典 173, 39).
LIVING_PRINCIPAL, LIVING_WARD = Q(principal__died_on=None), Q(other__died_on=None)


def scope(actor: Actor, permission: AnyPermission) -> Q:
    """Return the condition on persons who live or are registered under a post of the actor."""
    if actor.is_system:
        return Q()
    condition = Q(pk__in=())
    for holding in actor.holdings_for(permission):
        codes = code_range(holding.division_code)
        condition |= Q(living_code__range=codes) | Q(hukou_code__range=codes)
    return condition


def reachable(actor: Actor, permission: AnyPermission, *, now: datetime) -> QuerySet[Person]:
    """Return the records that staff may reach: in scope, or lately found by exact number."""
    rows = Person.objects.filter(merged_into=None)
    if actor.is_system:
        return rows
    found = ExactFinding.objects.filter(account_id=actor.account_id or 0, until__gt=now)
    return rows.filter(scope(actor, permission) | Q(pk__in=found.values("person_id")))


def revocable(actor: Actor, *, now: datetime) -> Q:
    """Return the condition on mandates that the actor may end.

    Those granted or held oneself, and for staff who keep mandates those of principals in reach.
    """
    condition = Q(pk__in=())
    if actor.is_proven:
        condition |= Q(principal=actor.person_id) | Q(agent=actor.person_id)
    if actor.may(Permission.KEEP_MANDATE):
        reach = reachable(actor, Permission.KEEP_MANDATE, now=now)
        condition |= Q(principal__in=reach)
    return condition


def kept_here(actor: Actor, person_id: int, *, now: datetime) -> bool:
    """Return whether staff keep the mandates of a person in reach."""
    if not actor.may(Permission.KEEP_MANDATE):
        return False
    return reachable(actor, Permission.KEEP_MANDATE, now=now).filter(pk=person_id).exists()


def current_id(person_id: int) -> int:
    """Return the id of the record into which this one was merged, or the id itself."""
    kept = Person.objects.filter(pk=person_id).values_list("merged_into_id", flat=True).first()
    return kept or person_id


def principals(
    actor: Actor, *, today: date, item_code: str | None = None, scope: Scope = Scope.FILE
) -> tuple[int, ...]:
    """Return the persons for whom the actor may file (or what is asked) today.

    By guardianship or mandate; oneself is not among them. Without an item only mandates for every
    item count; with one also those for this item. Nobody below proven has any.
    """
    items = {"", item_code or ""}
    acting = acting_for(actor, today=today)
    found = {one.person_id for one in acting if one.item_code in items and scope in one.scope}
    return tuple(sorted(found))


def acting_for(actor: Actor, *, today: date) -> tuple[Acting, ...]:
    """Return for whom the actor may act today, in which item, and what; no item means every one.

    Guardians may do everything, of a child until it is 18. Nobody below proven may act for
    anybody, nor who has a guardian by a court's judgment (民法典 173: an agent without capacity).
    """
    if not actor.is_proven or actor.person_id is None:
        return ()
    able = ~Exists(judged_wards(today).filter(other=actor.person_id))
    mandates = Mandate.objects.filter(
        _in_force(today),
        LIVING_PRINCIPAL,
        able,
        agent=actor.person_id,
        revoked_at=None,
        principal__merged_into=None,
    )
    further = mandates.exclude(item_code="").filter(further__isnull=False)
    scope_columns = "may_file", "may_follow", "may_collect"
    whole = Value(value=True)
    wards = guardianships(today).filter(able, LIVING_WARD, person=actor.person_id)
    rows = mandates.values_list("principal_id", "item_code", *scope_columns).union(
        further.values_list("principal_id", "further__item_code", *scope_columns),
        wards.values_list("other_id", Value(""), whole, whole, whole),
    )
    found = {
        Acting(person_id, item, scope_of(file=file, follow=follow, collect=collect))
        for person_id, item, file, follow, collect in rows
    }
    return tuple(sorted(found, key=lambda one: (one[0], one[1], sorted(one.scope))))


def _in_force(today: date) -> Q:
    return Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gte=today))


def guardianships(today: date) -> QuerySet[Relation]:
    """Return the guardianships in force on a day: a child's ends on the day it is 18."""
    by_age = Q(basis=GuardianBasis.COURT) | still_minor(today)
    return Relation.objects.filter(
        _in_force(today), by_age, kind=RelationKind.GUARDIAN, other__merged_into=None
    )


def still_minor(today: date) -> Q:
    """Return the condition on relations whose `other` is under 18 on a day."""
    return Q(other__birth_date__gt=rules.adults_born_by(today))


def judged_wards(today: date) -> QuerySet[Relation]:
    """Return the guardianships of adults whom a court found unable to act alone."""
    return guardianships(today).filter(basis=GuardianBasis.COURT)


def scope_of(*, file: bool, follow: bool, collect: bool) -> frozenset[Scope]:
    """Return the columns of a mandate as what may be done."""
    given = {Scope.FILE: file, Scope.FOLLOW: follow, Scope.COLLECT: collect}
    return frozenset(one for one, is_given in given.items() if is_given)


def is_mine(actor: Actor, person_id: int, *, today: date, item_code: str | None = None) -> bool:
    """Return whether a record is the actor's own, or of somebody they may file for in this item."""
    if not actor.is_proven:
        return False
    if person_id == actor.person_id:
        return True
    return person_id in principals(actor, today=today, item_code=item_code)


def only_acts_for(actor: Actor, row: Person, *, now: datetime) -> bool:
    """Return whether acting for somebody is the actor's only ground to read their record."""
    if row.pk not in principals(actor, today=day_of(now)):
        return False
    may_reach = actor.may(Permission.READ) and reachable(actor, Permission.READ, now=now)
    return not (may_reach and may_reach.filter(pk=row.pk).exists())


def may_serve(actor: Actor, *, person_id: int, now: datetime | None = None) -> bool:
    """Return whether staff may take in a case for them: in scope, or found by exact number."""
    if not actor.may(Permission.PREFILL):
        return False
    reach = reachable(actor, Permission.PREFILL, now=now or clock.now())
    return reach.filter(pk=current_id(person_id)).exists()


def readable(
    actor: Actor,
    person_id: PersonId,
    permission: Permission,
    *,
    now: datetime,
    act: str = "read",
    item_code: str | None = None,
) -> Person:
    """Return a record that the actor may read; each look of staff at an under-14 is logged.

    Not visible is `NotFoundError`, not allowed `ForbiddenError`, under 14 without approval
    `ApprovalNeededError`.
    """
    row = _row(person_id)
    if row is None:
        raise NotFoundError
    if actor.is_system or is_mine(actor, row.pk, today=day_of(now), item_code=item_code):
        return row
    if not actor.is_staff:
        raise NotFoundError
    actor.require(permission)
    if not reachable(actor, permission, now=now).filter(pk=row.pk).exists():
        raise NotFoundError
    if rules.is_sheltered(row.birth_date, day_of(now)) and not sheltered.opened(
        actor, kind=sheltered.PERSON, subject=row.public_id, now=now, act=act
    ):
        raise ApprovalNeededError
    return row


def writable(actor: Actor, person_id: PersonId, permission: Permission, *, now: datetime) -> Person:
    """Return the row of a record in reach, for a service; reading it whole is another question."""
    actor.require(permission)
    row = _row(person_id)
    if row is None or not reachable(actor, permission, now=now).filter(pk=row.pk).exists():
        raise NotFoundError
    return row


def _row(person_id: PersonId) -> Person | None:
    key = {"public_id": person_id} if isinstance(person_id, UUID) else {"pk": person_id}
    row = Person.objects.select_related("merged_into").filter(**key).first()
    return row.merged_into or row if row else None


def day_of(now: datetime) -> date:
    """Return the site's day of a moment."""
    return localdate(now)
