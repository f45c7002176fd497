"""Register a person, change a record."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor, Proof
from linli.foundation.errors.values import InvalidError
from linli.registers.people import rules
from linli.registers.people.models import ExactFinding, IdentityDocument, Person
from linli.registers.people.queries import access, numbers
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services.filling import check, contact_problems, fill
from linli.registers.people.services.papers import refuse_twin, store_document
from linli.registers.people.services.steps import lock, log, own_id, problem, raise_problems
from linli.registers.people.values import (
    OPENING_TIME,
    IdentityError,
    IdentityFacts,
    Permission,
    Registered,
)

CHANGEABLE = frozenset(
    (
        *("name", "name_en", "sex", "birth_date", "phone", "email", "died_on"),
        *("hukou_code", "hukou_detail", "living_code", "living_detail"),
    )
)


def register(
    actor: Actor,
    *,
    name: str,
    document_type: str,
    number: str,
    now: datetime,
    birth_date: date | None = None,
    sex: str = "",
    name_en: str = "",
    phone: str = "",
    email: str = "",
    hukou_code: str = "",
    hukou_detail: str = "",
    living_code: str = "",
    living_detail: str = "",
    expires_on: date | None = None,
    proof: Proof = Proof.COUNTER,
) -> Registered:
    """Register a person who is present with a document, or below that proof one known on paper.

    Birth date and sex come from the number where it says them. Raises `IdentityError`,
    `InvalidError` with problems, `AlreadyRegisteredError`.
    """
    actor.require(Permission.REGISTER)
    today = localdate(now)
    facts = rules.check_identity(document_type, number, today)
    refuse_twin(actor, document_type, facts.number, now=now)
    row = Person(created_at=now, proof=proof)
    values = {
        "name": name,
        "name_en": name_en,
        "sex": sex or facts.sex,
        "birth_date": birth_date or facts.birth_date,
        "phone": phone,
        "email": email,
        "hukou_code": hukou_code,
        "hukou_detail": hukou_detail,
        "living_code": living_code,
        "living_detail": living_detail,
    }
    check(values, [facts], today=today)
    fill(row, values, now=now)
    with transaction.atomic():
        row.save()
        store_document(row, document_type, facts.number, expires_on, proof, now=now)
        if proof >= Proof.COUNTER:
            _open_to(actor, row, now=now)
        log(actor, "people.person.registered", row, now=now, data={"type": document_type})
    return Registered(row.pk, row.public_id)


@transaction.atomic
def change(
    actor: Actor,
    *,
    person_id: PersonId,
    changes: Mapping[str, Any],
    now: datetime,
    reason: str = "",
) -> None:
    """Change fields of a record (`CHANGEABLE`); the log keeps which fields, not their contents."""
    row = access.writable(actor, person_id, Permission.CHANGE, now=now)
    row = lock(row.pk)
    if unknown := sorted(set(changes) - CHANGEABLE):
        raise InvalidError(problems=[problem(name, "field_unknown") for name in unknown])
    today = localdate(now)
    values = {"birth_date": row.birth_date, "died_on": row.died_on, "sex": row.sex} | dict(changes)
    check(values | {"name": changes.get("name", row.name)}, _facts_of(row, today), today=today)
    fill(row, changes, now=now)
    row.save()
    fields = {"fields": sorted(changes)}
    log(actor, "people.person.changed", row, now=now, reason=reason, data=fields)


@transaction.atomic
def change_contact(actor: Actor, *, phone: str, email: str, now: datetime) -> None:
    """Change one's own phone and e-mail."""
    actor.require(Permission.FAMILY)
    row = lock(own_id(actor))
    changes = {"phone": phone, "email": email}
    raise_problems(contact_problems(changes))
    fill(row, changes, now=now)
    row.save()
    log(actor, "people.person.changed", row, now=now, data={"fields": sorted(changes)})


def _facts_of(row: Person, today: date) -> list[IdentityFacts]:
    facts = []
    for document in IdentityDocument.objects.filter(person=row, is_live=True):
        try:
            number = numbers.number_of(document)
            facts.append(rules.check_identity(document.type, number, today))
        except IdentityError:  # taken over from an older register: it says nothing
            continue
    return facts


def _open_to(actor: Actor, row: Person, *, now: datetime) -> None:
    """Leave the record open as after an exact find: who registers has the document in hand."""
    if actor.account_id is not None:
        ExactFinding.objects.create(
            account_id=actor.account_id, person=row, found_at=now, until=now + OPENING_TIME
        )
