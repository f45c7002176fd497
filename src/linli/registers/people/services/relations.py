"""Guardians and relatives."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ConflictError, InvalidError, NotFoundError
from linli.registers.people import rules
from linli.registers.people.models import Relation
from linli.registers.people.queries import access
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services.steps import by_key, log, need, problem
from linli.registers.people.values import (
    AdultWardError,
    GuardianBasis,
    ImpossibleDateError,
    Permission,
    RelationExistsError,
    RelationKind,
    SelfRelationError,
)


@transaction.atomic
def add_guardianship(
    actor: Actor,
    *,
    guardian_id: PersonId,
    ward_id: PersonId,
    from_on: date,
    now: datetime,
    basis: str = GuardianBasis.LAW,
    to_on: date | None = None,
) -> UUID:
    """Record who is the guardian of a child; it ends by itself on the day the child is 18.

    Raises `UnderageGuardianError`, `SelfRelationError`, `ImpossibleDateError`; `AdultWardError` for
    an adult, whose guardian a court's judgment makes: `add_court_guardianship`.
    """
    guardian = access.writable(actor, guardian_id, Permission.KEEP_RELATION, now=now)
    ward = access.writable(actor, ward_id, Permission.KEEP_RELATION, now=now)
    rules.check_guardian(
        guardian=(guardian.pk, guardian.birth_date, guardian.died_on),
        ward=(ward.pk, ward.birth_date, ward.died_on),
        from_on=from_on,
    )
    rules.check_period(from_on, to_on)
    basis = GuardianBasis(basis)
    if basis == GuardianBasis.COURT:
        raise AdultWardError
    rules.check_ward(ward_birth=ward.birth_date, basis=basis, from_on=from_on)
    relation = Relation(
        person=guardian,
        other=ward,
        kind=RelationKind.GUARDIAN,
        basis=basis,
        from_on=from_on,
        to_on=to_on,
        created_at=now,
    )
    return add_row(actor, relation, now=now)


@transaction.atomic
def add_relation(
    actor: Actor, *, person_id: PersonId, other_id: PersonId, kind: str, now: datetime
) -> UUID:
    """Record that the person is the spouse, parent … of the other.

    Guardians go through `add_guardianship`.
    """
    person = access.writable(actor, person_id, Permission.KEEP_RELATION, now=now)
    other = access.writable(actor, other_id, Permission.KEEP_RELATION, now=now)
    wanted = RelationKind(kind)
    if wanted == RelationKind.GUARDIAN:
        raise InvalidError(problems=[problem("kind", "field_unknown")])
    if person.pk == other.pk:
        raise SelfRelationError
    is_elder = wanted in {RelationKind.PARENT, RelationKind.GRANDPARENT}
    if is_elder and person.birth_date >= other.birth_date:
        raise ImpossibleDateError
    if wanted in {RelationKind.SPOUSE, RelationKind.SIBLING} and person.pk > other.pk:
        person, other = other, person  # one row for both directions
    relation = Relation(person=person, other=other, kind=wanted, created_at=now)
    return add_row(actor, relation, now=now)


@transaction.atomic
def end_relation(
    actor: Actor, *, relation_id: int | UUID, to_on: date, reason: str, now: datetime
) -> None:
    """End a relation (a divorce, a mistake); a day set before is only brought forward."""
    actor.require(Permission.KEEP_RELATION)
    need(reason)
    _end(actor, relation_id, to_on, reason, now=now)


def add_row(actor: Actor, relation: Relation, *, now: datetime) -> UUID:
    """Write a relation and log it; raises `RelationExistsError` for a second open one."""
    try:
        with transaction.atomic():
            relation.save()
    except IntegrityError as there:
        raise RelationExistsError from there
    data = {
        "relation": str(relation.public_id),
        "kind": relation.kind,
        "other": str(relation.other.public_id),
    }
    log(actor, "people.relation.added", relation.person, now=now, data=data)
    return relation.public_id


def _end(actor: Actor, relation_id: int | UUID, to_on: date, reason: str, *, now: datetime) -> None:
    row = Relation.objects.select_related("person", "other").filter(by_key(relation_id)).first()
    reach = access.reachable(actor, Permission.KEEP_RELATION, now=now)
    if row is None or not reach.filter(pk__in=(row.person_id, row.other_id)).exists():
        raise NotFoundError
    if row.from_on is not None:
        rules.check_period(row.from_on, to_on)
    if row.to_on is not None and to_on > row.to_on:  # what has ended does not come back by this
        raise ConflictError
    if not Relation.objects.filter(pk=row.pk, to_on=row.to_on).update(to_on=to_on):
        raise ConflictError
    data = {"relation": str(row.public_id), "kind": row.kind}
    log(actor, "people.relation.ended", row.person, now=now, reason=reason, data=data)
