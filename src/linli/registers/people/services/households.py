"""Households: open, join, leave, change the head."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import InvalidError, NotFoundError
from linli.registers.people.models import Household, HouseholdMember, Person
from linli.registers.people.queries import access
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services.steps import by_key, log, problem
from linli.registers.people.values import (
    HeadLeavesLastError,
    HouseholdError,
    ImpossibleDateError,
    Kinship,
    Permission,
)


@transaction.atomic
def open_household(
    actor: Actor,
    *,
    head_id: PersonId,
    now: datetime,
    division_code: str = "",
    detail: str = "",
) -> UUID:
    """Open a household with its head, by default where the head lives. Raises `HouseholdError`."""
    head = access.writable(actor, head_id, Permission.KEEP_HOUSEHOLD, now=now)
    household = Household.objects.create(
        division_code=division_code or head.living_code,
        detail=detail or head.living_detail,
        created_at=now,
    )
    _join(household, head, Kinship.HEAD, localdate(now))
    data = {"household": str(household.public_id)}
    log(actor, "people.household.opened", head, now=now, data=data)
    return household.public_id


@transaction.atomic
def add_member(
    actor: Actor,
    *,
    household_id: int | UUID,
    person_id: PersonId,
    kinship: str,
    now: datetime,
) -> None:
    """Add a person to a household in reach, or raise `HouseholdError`: in one, or it has a head."""
    person = access.writable(actor, person_id, Permission.KEEP_HOUSEHOLD, now=now)
    household = _household(actor, household_id, now=now)
    _join(household, person, Kinship(kinship), localdate(now))
    data = {"household": str(household.public_id), "kinship": kinship}
    log(actor, "people.household.joined", person, now=now, data=data)


@transaction.atomic
def leave_household(
    actor: Actor, *, person_id: PersonId, now: datetime, left_on: date | None = None
) -> None:
    """End a membership. A head leaves last, or after `change_head`."""
    person = access.writable(actor, person_id, Permission.KEEP_HOUSEHOLD, now=now)
    member = _membership(person.pk)
    household = Household.objects.select_for_update().get(pk=member.household_id)
    others = HouseholdMember.objects.filter(household=household, left_on=None).exclude(pk=member.pk)
    has_others = others.exists()
    if member.kinship == Kinship.HEAD and has_others:
        raise HeadLeavesLastError
    left_on = left_on or localdate(now)
    if not member.joined_on <= left_on <= localdate(now):
        raise ImpossibleDateError
    member.left_on = left_on
    member.save(update_fields=["left_on"])
    if not has_others:
        household.closed_on = left_on
        household.save(update_fields=["closed_on"])
    data = {"household": str(household.public_id)}
    log(actor, "people.household.left", person, now=now, data=data)


@transaction.atomic
def change_head(actor: Actor, *, person_id: PersonId, former_is: str, now: datetime) -> None:
    """Make a member the head; `former_is` says what the former head is to the new one."""
    person = access.writable(actor, person_id, Permission.KEEP_HOUSEHOLD, now=now)
    member = _membership(person.pk)
    household = Household.objects.select_for_update().get(pk=member.household_id)
    members = HouseholdMember.objects.filter(household=household, left_on=None)
    if former_is not in Kinship.values:
        raise InvalidError(problems=[problem("former_is", "required")])
    former = Kinship(former_is)
    if former == Kinship.HEAD:
        raise HouseholdError
    members.filter(kinship=Kinship.HEAD).update(kinship=former)
    members.filter(pk=member.pk).update(kinship=Kinship.HEAD)
    data = {"household": str(household.public_id)}
    log(actor, "people.household.head_changed", person, now=now, data=data)


def _household(actor: Actor, household_id: int | UUID, *, now: datetime) -> Household:
    household = (
        Household.objects.select_for_update().filter(by_key(household_id), closed_on=None).first()
    )
    if household is None:
        raise NotFoundError
    members = HouseholdMember.objects.filter(household=household, left_on=None)
    reach = access.reachable(actor, Permission.KEEP_HOUSEHOLD, now=now)
    if not reach.filter(pk__in=members.values("person_id")).exists():
        raise NotFoundError
    return household


def _join(household: Household, person: Person, kinship: Kinship, joined_on: date) -> None:
    try:
        with transaction.atomic():
            HouseholdMember.objects.create(
                household=household, person=person, kinship=kinship, joined_on=joined_on
            )
    except IntegrityError as there:
        raise HouseholdError from there


def _membership(person_id: int) -> HouseholdMember:
    member = HouseholdMember.objects.filter(person=person_id, left_on=None).first()
    if member is None:
        raise NotFoundError
    return member
