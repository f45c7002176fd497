"""Household, relations, mandates."""

from datetime import date, datetime

from django.db.models import Q

from linli.foundation.actors.values import Actor
from linli.foundation.calendar import clock
from linli.foundation.privacy.values import mask_name
from linli.registers.people import registry, rules
from linli.registers.people.models import Household, HouseholdMember, Person, Relation
from linli.registers.people.queries.access import (
    PersonId,
    current_id,
    day_of,
    readable,
    still_minor,
    writable,
)
from linli.registers.people.queries.mandates import mandates_of
from linli.registers.people.queries.views import division_names, person_view
from linli.registers.people.values import (
    OF_MINORS,
    Address,
    FamilyView,
    HouseholdView,
    Kinship,
    MemberView,
    NotProvenError,
    Permission,
    RelationKind,
    RelationView,
)


def family(actor: Actor, *, now: datetime | None = None) -> FamilyView:
    """Return my household, wards, guardians and mandates both ways, or raise `NotProvenError`."""
    now = now or clock.now()
    actor.require(Permission.FAMILY)
    if not actor.is_proven or actor.person_id is None:
        raise NotProvenError
    row = readable(actor, current_id(actor.person_id), Permission.READ, now=now)
    return FamilyView(
        person=person_view(row, day_of(now)),
        household=household_of(row.pk, day_of(now), masked=False),
        relations=relations_of(row.pk, day_of(now), masked=False),
        granted=mandates_of(Q(principal=row), row.pk, today=day_of(now)),
        received=mandates_of(Q(agent=row), row.pk, today=day_of(now)),
    )


def items_for_mandates() -> tuple[tuple[str, str], ...]:
    """Return code and words of the services that a mandate can be limited to."""
    return registry.items()


def household(actor: Actor, *, person_id: PersonId, now: datetime) -> HouseholdView | None:
    """Return the household of a person in reach, for those who keep households."""
    row = writable(actor, person_id, Permission.KEEP_HOUSEHOLD, now=now)
    return household_of(row.pk, day_of(now), masked=True)


def _shown(row: Person, today: date, *, masked: bool) -> str:
    return mask_name(row.name) if masked and rules.is_sheltered(row.birth_date, today) else row.name


def household_of(person_id: int, today: date, *, masked: bool) -> HouseholdView | None:
    """Return the household somebody lives in today."""
    household = Household.objects.filter(members__person=person_id, members__left_on=None).first()
    if household is None:
        return None
    members = (
        HouseholdMember.objects.select_related("person")
        .filter(household=household, left_on=None)
        .order_by("joined_on", "id")
    )
    code = household.division_code
    return HouseholdView(
        id=household.pk,
        public_id=household.public_id,
        address=Address(code, household.detail, division_names([code]).get(code, "")),
        members=tuple(
            MemberView(
                id=member.pk,
                person_id=member.person_id,
                public_id=member.person.public_id,
                name=_shown(member.person, today, masked=masked),
                kinship=Kinship(member.kinship),
                joined_on=member.joined_on,
            )
            for member in members
        ),
    )


def relations_of(person_id: int, today: date, *, masked: bool) -> tuple[RelationView, ...]:
    """Return the relations that hold on a day, seen from one person."""
    rows = (
        Relation.objects.select_related("person", "other")
        .filter(Q(person=person_id) | Q(other=person_id))
        .filter(Q(to_on=None) | Q(to_on__gte=today))
        .filter(~Q(kind=RelationKind.GUARDIAN) | ~Q(basis__in=OF_MINORS) | still_minor(today))
        .order_by("kind", "id")[:100]
    )
    return tuple(_relation_view(row, person_id, today, masked=masked) for row in rows)


def _relation_view(row: Relation, person_id: int, today: date, *, masked: bool) -> RelationView:
    is_mine = row.person_id == person_id
    other = row.other if is_mine else row.person
    to_on = row.to_on
    if row.kind == RelationKind.GUARDIAN:
        to_on = rules.guarded_until(row.other.birth_date, row.basis, row.to_on)
    return RelationView(
        id=row.pk,
        public_id=row.public_id,
        kind=RelationKind(row.kind),
        other_id=other.pk,
        other_public_id=other.public_id,
        other_name=_shown(other, today, masked=masked),
        is_mine=is_mine,
        from_on=row.from_on,
        to_on=to_on,
        basis=row.basis,
        ends_by_age=to_on != row.to_on,
    )
