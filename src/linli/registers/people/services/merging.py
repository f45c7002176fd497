"""Merge two records of one person."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ConflictError
from linli.registers.people import registry
from linli.registers.people.models import (
    HouseholdMember,
    IdentityDocument,
    Mandate,
    Person,
    Relation,
)
from linli.registers.people.queries import access, numbers
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services.filling import set_phone
from linli.registers.people.services.steps import lock, log, need
from linli.registers.people.values import Kinship, Permission, SelfRelationError


@transaction.atomic
def merge(
    actor: Actor, *, kept_id: PersonId, dropped_id: PersonId, reason: str, now: datetime
) -> None:
    """Merge two records of one person: all moves to the kept one, and both numbers lead to it."""
    actor.require(Permission.MERGE)
    need(reason)
    kept = access.writable(actor, kept_id, Permission.MERGE, now=now)
    dropped = access.writable(actor, dropped_id, Permission.MERGE, now=now)
    if kept.pk == dropped.pk:
        raise SelfRelationError
    locked = {pk: lock(pk) for pk in sorted((kept.pk, dropped.pk))}
    kept, dropped = locked[kept.pk], locked[dropped.pk]
    if kept.merged_into_id or dropped.merged_into_id:
        raise ConflictError
    _move_household(kept, dropped, today=localdate(now))
    _move_relations(kept, dropped, today=localdate(now))
    _move_mandates(kept, dropped, now=now)
    IdentityDocument.objects.filter(person=dropped).update(person=kept)
    _fill_gaps(kept, dropped, now=now)
    Person.objects.filter(merged_into=dropped).update(merged_into=kept)
    Person.objects.filter(pk=dropped.pk).update(merged_into=kept, updated_at=now)
    for handler in registry.merge_handlers():
        handler(kept_id=kept.pk, dropped_id=dropped.pk, now=now)
    data = {"dropped": str(dropped.public_id)}
    log(actor, "people.person.merged", kept, now=now, reason=reason, data=data)


def _fill_gaps(kept: Person, dropped: Person, *, now: datetime) -> None:
    for name in ("name_en", "email", "hukou_code", "living_code"):
        if not getattr(kept, name):
            setattr(kept, name, getattr(dropped, name))
            if name.endswith("_code"):
                detail = name.replace("_code", "_detail")
                setattr(kept, detail, getattr(dropped, detail))
    if not kept.phone_token:
        set_phone(kept, numbers.phone_of(dropped))
    kept.died_on = kept.died_on or dropped.died_on
    kept.proof = max(kept.proof, dropped.proof)
    kept.updated_at = now
    kept.save()


def _move_household(kept: Person, dropped: Person, *, today: date) -> None:
    open_rows = HouseholdMember.objects.filter(left_on=None)
    mine = open_rows.filter(person=kept).first()
    theirs = open_rows.filter(person=dropped).first()
    if theirs is None:
        return
    if mine is None:
        open_rows.filter(pk=theirs.pk).update(person=kept)
        return
    was_head = theirs.kinship == Kinship.HEAD
    open_rows.filter(pk=theirs.pk).update(left_on=max(today, theirs.joined_on))
    if was_head and theirs.household_id == mine.household_id:
        open_rows.filter(pk=mine.pk).update(kinship=Kinship.HEAD)


def _move_relations(kept: Person, dropped: Person, *, today: date) -> None:
    """Move relations; one that would be with oneself, or a second of a kind, is ended instead."""
    for row in Relation.objects.filter(Q(person=dropped) | Q(other=dropped)):
        person = kept.pk if row.person_id == dropped.pk else row.person_id
        other = kept.pk if row.other_id == dropped.pk else row.other_id
        twin = Relation.objects.filter(person=person, other=other, kind=row.kind, to_on=None)
        if person == other or (row.to_on is None and twin.exists()):
            row.to_on = row.to_on or max(today, row.from_on or today)
        else:
            row.person_id, row.other_id = person, other
        row.save(update_fields=["person", "other", "to_on"])


def _move_mandates(kept: Person, dropped: Person, *, now: datetime) -> None:
    between = Q(principal=kept, agent=dropped) | Q(principal=dropped, agent=kept)
    Mandate.objects.filter(between, revoked_at=None).update(revoked_at=now)
    rest = Mandate.objects.exclude(between)
    rest.filter(principal=dropped).update(principal=kept)
    rest.filter(agent=dropped).update(agent=kept)
