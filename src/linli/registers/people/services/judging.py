"""Guardians of adults, by a court's judgment, recorded at the counter with its paper."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor
from linli.foundation.files import services as files
from linli.registers.people import rules
from linli.registers.people.models import Person, Relation
from linli.registers.people.queries import access, judgments
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services.relations import add_row
from linli.registers.people.services.steps import problem, raise_problems
from linli.registers.people.values import (
    JUDGMENT_FILES,
    OF_MINORS,
    Capacity,
    GuardianBasis,
    ImpossibleDateError,
    Judgment,
    Permission,
    RelationKind,
)


@transaction.atomic
def add_court_guardianship(
    actor: Actor,
    *,
    guardian_id: PersonId,
    ward_id: PersonId,
    court: str,
    judgment_number: str,
    judged_on: date,
    capacity: str,
    paper: files.Upload | None = None,
    now: datetime,
) -> UUID:
    """Record the guardian of an adult whom a court found unable to act alone (民法典 24, 28).

    Holds from the day of the judgment until `end_relation`: another judgment, or the guardian is
    replaced. Court, number, day and capacity are kept encrypted; `paper` is the photograph.
    Raises `InvalidError` without them, `AdultWardError` for a child, `UnderageGuardianError`,
    `SelfRelationError`, `ImpossibleDateError`, `FileRefusedError`.
    """
    guardian = access.writable(actor, guardian_id, Permission.KEEP_RELATION, now=now)
    ward = access.writable(actor, ward_id, Permission.KEEP_RELATION, now=now)
    said = _said(court, judgment_number, judged_on, capacity, today=localdate(now))
    rules.check_guardian(
        guardian=(guardian.pk, guardian.birth_date, guardian.died_on),
        ward=(ward.pk, ward.birth_date, ward.died_on),
        from_on=judged_on,
    )
    rules.check_ward(ward_birth=ward.birth_date, basis=GuardianBasis.COURT, from_on=judged_on)
    _close_childhood(guardian, ward)
    relation = Relation(
        person=guardian,
        other=ward,
        kind=RelationKind.GUARDIAN,
        basis=GuardianBasis.COURT,
        from_on=judged_on,
        created_at=now,
    )
    relation.judgment = judgments.sealed(said, relation_id=relation.public_id)
    made = add_row(actor, relation, now=now)
    if paper is not None:
        files.store(actor, upload=paper, kind=JUDGMENT_FILES, owner_id=str(made), now=now)
    return made


def _said(
    court: str, judgment_number: str, judged_on: date, capacity: str, *, today: date
) -> Judgment:
    given = {"court": court.strip(), "judgment_number": judgment_number.strip()}
    raise_problems([problem(name, "required") for name, words in given.items() if not words])
    if judged_on > today:
        raise ImpossibleDateError
    return Judgment(given["court"], given["judgment_number"], judged_on, Capacity(capacity))


def _close_childhood(guardian: Person, ward: Person) -> None:
    """End what the same guardian had of the child: it is over, and stands open at most by name."""
    last = rules.guarded_until(ward.birth_date, GuardianBasis.LAW, None)
    rows = Relation.objects.filter(
        person=guardian, other=ward, kind=RelationKind.GUARDIAN, basis__in=OF_MINORS, to_on=None
    )
    for row in rows:
        row.to_on = max(day for day in (last, row.from_on) if day is not None)
        row.save(update_fields=["to_on"])
