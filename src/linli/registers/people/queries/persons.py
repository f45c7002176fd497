"""One person: the view, the desk's page, what forms need not ask again."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from linli.foundation.actors.values import Actor, Proof
from linli.foundation.audit import services as audit
from linli.foundation.calendar import clock
from linli.foundation.exchange import queries as exchange
from linli.foundation.exchange.values import EntryPage
from linli.registers.people import rules
from linli.registers.people.models import HouseholdMember, Person
from linli.registers.people.queries.access import (
    PersonId,
    current_id,
    day_of,
    is_mine,
    only_acts_for,
    readable,
    writable,
)
from linli.registers.people.queries.family import household_of, relations_of
from linli.registers.people.queries.mandates import mandates_of
from linli.registers.people.queries.numbers import number_of, phone_of
from linli.registers.people.queries.views import documents_of, person_rows, person_view
from linli.registers.people.values import (
    FilePage,
    NotProvenError,
    Permission,
    PersonRow,
    PersonView,
    ProvenIdentity,
)
from linli.registers.places import queries as places
from linli.registers.places.values import Level, ancestor


def person(
    actor: Actor,
    *,
    person_id: PersonId,
    now: datetime | None = None,
    item_code: str | None = None,
) -> PersonView:
    """Return a person by id or public id, phone and numbers masked. Raises as `readable` does.

    With an item, mandates for this item open the record too.
    """
    now = now or clock.now()
    row = readable(actor, person_id, Permission.READ, now=now, item_code=item_code)
    return person_view(row, day_of(now))


def file_page(actor: Actor, *, person_id: PersonId, now: datetime) -> FilePage:
    """Return all the desk shows of a person: household, relations, mandates, what may be done.

    Whoever only acts for them sees the person and the mandates between the two: a mandate is no
    key to the family.
    """
    row, today = readable(actor, person_id, Permission.READ, now=now), day_of(now)
    shown = person_view(row, today)
    may = frozenset(p.code for p in Permission if actor.may(p))
    if only_acts_for(actor, row, now=now):
        fitting = Q(principal=row, agent=actor.person_id)
        between = mandates_of(fitting, row.pk, today=today)
        return FilePage(person=shown, household=None, relations=(), mandates=between, may=may)
    return FilePage(
        person=shown,
        household=household_of(row.pk, today, masked=True),
        relations=relations_of(row.pk, today, masked=True),
        mandates=mandates_of(Q(principal=row) | Q(agent=row), row.pk, today=today),
        may=may,
    )


def title(actor: Actor, *, person_id: PersonId, permission: Permission, now: datetime) -> PersonRow:
    """Return what a page about one act needs to name the person; masked under 14."""
    return person_rows([writable(actor, person_id, permission, now=now)], day_of(now))[0]


def prefill(
    actor: Actor,
    *,
    person_id: PersonId,
    now: datetime | None = None,
    item_code: str | None = None,
) -> dict[str, Any]:
    """Return what forms need not ask again, by dotted name; for staff each look is logged.

    `applicant.identity` is {type, number}, addresses are {code, detail}, `applicant.birth_date` a
    date. With an item, mandates for this item open the record too.
    """
    now = now or clock.now()
    row = readable(
        actor, person_id, Permission.PREFILL, now=now, act="prefilled", item_code=item_code
    )
    if actor.is_staff and not is_mine(actor, row.pk, today=day_of(now), item_code=item_code):
        audit.record(
            actor,
            act="people.person.prefilled",
            kind="person",
            subject=str(row.public_id),
            now=now,
        )
    return _facts(row, day_of(now))


def proven_identity(
    actor: Actor, *, person_id: PersonId, now: datetime, item_code: str | None = None
) -> ProvenIdentity | None:
    """Return by which document registers may be asked about somebody; None if none was proven.

    Raises as `readable` does.
    """
    row = readable(
        actor, person_id, Permission.PREFILL, now=now, act="looked_up", item_code=item_code
    )
    document = documents_of([row.pk]).first()
    if document is None or document.proof < Proof.COUNTER:
        return None
    return ProvenIdentity(row.pk, document.type, number_of(document))


def lookups(actor: Actor, *, before: int | None = None, limit: int = 50) -> EntryPage:
    """Return who asked which register about the actor, newest first; three statements.

    Raises `NotProvenError`.
    """
    actor.require(Permission.FAMILY)
    if not actor.is_proven or actor.person_id is None:
        raise NotProvenError
    kept = current_id(actor.person_id)
    twins = Person.objects.filter(merged_into=kept).values_list("pk", flat=True)
    return exchange.about(person_ids=[kept, *twins], before=before, limit=limit)


def _facts(row: Person, today: date) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "applicant.name": row.name,
        "applicant.name_en": row.name_en,
        "applicant.sex": row.sex,
        "applicant.birth_date": row.birth_date.isoformat(),
        "applicant.age": rules.age_on(row.birth_date, today),
        "applicant.phone": phone_of(row),
        "applicant.email": row.email,
        "applicant.hukou": _address(row.hukou_code, row.hukou_detail),
        "applicant.living": _address(row.living_code, row.living_detail),
    }
    if row.hukou_code:
        facts["applicant.hukou_here"] = places.exists(ancestor(row.hukou_code, Level.CITY))
    document = documents_of([row.pk]).first()
    if document is not None:
        facts["applicant.identity"] = {"type": document.type, "number": number_of(document)}
    facts["household.size"] = max(1, _household_size(row.pk))
    return {name: value for name, value in facts.items() if value not in ("", None)}


def _address(code: str, detail: str) -> dict[str, str] | None:
    return {"code": code, "detail": detail} if code else None


def _household_size(person_id: int) -> int:
    mine = HouseholdMember.objects.filter(person=person_id, left_on=None).values("household_id")
    return HouseholdMember.objects.filter(household__in=mine, left_on=None).count()
