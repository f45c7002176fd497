"""Judgments by which adults have guardians: who reads them, and whose guardian one is by them."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from linli.foundation.actors.values import Actor
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.privacy import services as privacy
from linli.registers.people import rules
from linli.registers.people.models import IdentityDocument, Relation
from linli.registers.people.queries import access
from linli.registers.people.queries.mandates import log_look
from linli.registers.people.queries.numbers import number_index
from linli.registers.people.values import (
    JUDGMENT_FILES,
    Capacity,
    GuardianBasis,
    Judgment,
    JudgmentPage,
    Permission,
    RelationKind,
)

PURPOSE = "people.judgment"


def judgment(actor: Actor, *, relation_id: UUID, now: datetime) -> JudgmentPage:
    """Return the judgment of a guardianship, for its guardian and for staff in reach, logged.

    Raises `NotFoundError`.
    """
    row = visible(actor, relation_id, now=now)
    if not _is_guardian(actor, row):
        log_look(actor, "people.judgment.read", row.other, now=now)
    owner = str(row.public_id)
    return JudgmentPage(
        judgment=opened(row),
        ward=row.other.name,
        guardian=row.person.name,
        from_on=row.from_on,
        to_on=row.to_on,
        papers=files.of_owners(kind=JUDGMENT_FILES, owner_ids=[owner]).get(owner, ()),
    )


def visible(actor: Actor, relation_id: UUID, *, now: datetime) -> Relation:
    """Return a guardianship by judgment that the actor may read; raises `NotFoundError`."""
    ground = Q(pk__in=())
    if actor.is_proven:
        ground |= Q(person=actor.person_id)
    if actor.may(Permission.KEEP_RELATION):
        reach = access.reachable(actor, Permission.KEEP_RELATION, now=now)
        ground |= Q(other__in=reach) | Q(person__in=reach)
    rows = Relation.objects.select_related("person", "other")
    by_court = {"kind": RelationKind.GUARDIAN, "basis": GuardianBasis.COURT}
    row = rows.filter(ground, public_id=relation_id, **by_court).first()
    if row is None:
        raise NotFoundError
    return row


def may_read_paper(actor: Actor, owner_id: str) -> bool:
    """Return whether the actor may fetch the photograph of a judgment; looks of staff logged."""
    now = clock.now()
    try:
        row = visible(actor, UUID(owner_id), now=now)
    except NotFoundError:
        return False
    if not _is_guardian(actor, row):
        log_look(actor, "people.judgment.paper_read", row.other, now=now)
    return True


def opened(row: Relation) -> Judgment:
    """Return what a judgment says; for services and queries of this room."""
    said = json.loads(
        privacy.decrypt(row.judgment or b"", purpose=PURPOSE, bound_to=str(row.public_id))
    )
    return Judgment(
        said["court"],
        said["number"],
        date.fromisoformat(said["judged_on"]),
        Capacity(said["capacity"]),
    )


def sealed(said: Judgment, *, relation_id: UUID) -> bytes:
    """Return a judgment encrypted for its guardianship; for services of this room."""
    text = json.dumps(
        {
            "court": said.court,
            "number": said.number,
            "judged_on": said.judged_on.isoformat(),
            "capacity": said.capacity,
        },
        ensure_ascii=False,
    )
    return privacy.encrypt(text, purpose=PURPOSE, bound_to=str(relation_id))


def wards_by_judgment(
    guardian_id: int, *, documents: Iterable[tuple[str, str]], today: date
) -> frozenset[tuple[str, str]]:
    """Return which documents (kind, number) belong to whom a person guards by a judgment.

    For rooms above that ask an adult's agreement (民法典 23, 28). Two statements; it says nothing
    of anybody else, and nothing of a record leaves.
    """
    asked = {
        number_index(kind, rules.normalise_number(number)): (kind, number)
        for kind, number in documents
    }
    guarded = access.judged_wards(today).filter(
        access.LIVING_WARD, person=access.current_id(guardian_id)
    )
    rows = IdentityDocument.objects.filter(
        number_index__in=list(asked), is_live=True, person__in=guarded.values("other_id")
    )
    indexes = rows.values_list("number_index", flat=True)
    return frozenset(asked[bytes(one)] for one in indexes)


def _is_guardian(actor: Actor, row: Relation) -> bool:
    return actor.is_proven and actor.person_id == row.person_id
