"""Identity documents: add, retire, confirm, unmask."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor, Proof
from linli.foundation.errors.values import NotFoundError
from linli.foundation.privacy import services as privacy
from linli.registers.people import rules
from linli.registers.people.models import IdentityDocument, Person
from linli.registers.people.queries import access, numbers
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services.filling import difference_problems
from linli.registers.people.services.steps import by_key, lock, log, need, raise_problems
from linli.registers.people.values import AlreadyRegisteredError, LastDocumentError, Permission


def add_document(
    actor: Actor,
    *,
    person_id: PersonId,
    document_type: str,
    number: str,
    now: datetime,
    expires_on: date | None = None,
    proof: Proof = Proof.COUNTER,
) -> UUID:
    """Add a document that was shown.

    Raises `IdentityError`, `AlreadyRegisteredError` (then merge the two).
    """
    row = access.writable(actor, person_id, Permission.CONFIRM_IDENTITY, now=now)
    facts = rules.check_identity(document_type, number, localdate(now))
    refuse_twin(actor, document_type, facts.number, now=now)
    with transaction.atomic():
        row = lock(row.pk)
        raise_problems(difference_problems(row.birth_date, row.sex, [facts]))
        document = store_document(row, document_type, facts.number, expires_on, proof, now=now)
        raise_proof(row, proof, now=now)
        log(actor, "people.document.added", row, now=now, data={"type": document_type})
    return document.public_id


@transaction.atomic
def retire_document(actor: Actor, *, document_id: int | UUID, reason: str, now: datetime) -> None:
    """Take a document out of use (replaced, lost, wrong); the last one stays."""
    actor.require(Permission.CONFIRM_IDENTITY)
    document = _document(actor, document_id, Permission.CONFIRM_IDENTITY, now=now)
    need(reason)
    lock(document.person_id)
    others = IdentityDocument.objects.filter(person=document.person_id, is_live=True)
    if not others.exclude(pk=document.pk).exists():
        raise LastDocumentError
    document.is_live = False
    document.save(update_fields=["is_live"])
    data = {"document": str(document.public_id)}
    log(actor, "people.document.retired", document.person, now=now, reason=reason, data=data)


@transaction.atomic
def confirm_identity(
    actor: Actor, *, document_id: int | UUID, now: datetime, proof: Proof = Proof.COUNTER
) -> None:
    """Confirm that the person showed this document (or had the card read)."""
    actor.require(Permission.CONFIRM_IDENTITY)
    document = _document(actor, document_id, Permission.CONFIRM_IDENTITY, now=now)
    row = lock(document.person_id)
    document.proof, document.proven_at = max(document.proof, proof), now
    document.save(update_fields=["proof", "proven_at"])
    raise_proof(row, proof, now=now)
    data = {"document": str(document.public_id), "proof": int(proof)}
    log(actor, "people.document.confirmed", row, now=now, data=data)


@transaction.atomic
def unmask(actor: Actor, *, document_id: int | UUID, reason: str, now: datetime) -> str:
    """Return the whole number of a document, for a reason that is kept with the actor's name."""
    actor.require(Permission.UNMASK)
    need(reason)
    document = _document(actor, document_id, Permission.UNMASK, now=now)
    row = access.readable(actor, document.person_id, Permission.UNMASK, now=now, act="unmasked")
    data = {"document": str(document.public_id)}
    log(actor, "people.document.unmasked", row, now=now, reason=reason, data=data)
    return numbers.number_of(document)


@transaction.atomic
def unmask_phone(actor: Actor, *, person_id: PersonId, reason: str, now: datetime) -> str:
    """Return the whole phone number, for a reason that is kept with the actor's name."""
    actor.require(Permission.UNMASK)
    need(reason)
    row = access.readable(actor, person_id, Permission.UNMASK, now=now, act="unmasked")
    log(actor, "people.phone.unmasked", row, now=now, reason=reason)
    return numbers.phone_of(row)


def refuse_twin(actor: Actor, document_type: str, number: str, *, now: datetime) -> None:
    """Raise `AlreadyRegisteredError` if a living record has the number.

    The answer tells that somebody exists, so it is logged, before the transaction that it ends.
    """
    twin = numbers.exact(document_type, number)
    if twin is None:
        return
    log(actor, "people.document.met", twin, now=now, data={"type": document_type})
    raise AlreadyRegisteredError


def store_document(
    row: Person,
    document_type: str,
    number: str,
    expires_on: date | None,
    proof: Proof,
    *,
    now: datetime,
) -> IdentityDocument:
    """Save a document; a race for the same number ends as `AlreadyRegisteredError`."""
    document = IdentityDocument(
        person=row,
        type=document_type,
        number_index=numbers.number_index(document_type, number),
        expires_on=expires_on,
        proof=proof,
        proven_at=now if proof else None,
        created_at=now,
    )
    purpose, bound_to = numbers.NUMBER_PURPOSE, str(document.public_id)
    document.number_token = privacy.encrypt(number, purpose=purpose, bound_to=bound_to)
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as there:
        raise AlreadyRegisteredError from there
    return document


def raise_proof(row: Person, proof: Proof, *, now: datetime) -> None:
    """Raise the record's best proof, never lower it."""
    if proof > row.proof:
        row.proof = proof
        row.updated_at = now
        row.save(update_fields=["proof", "updated_at"])


def _document(
    actor: Actor, document_id: int | UUID, permission: Permission, *, now: datetime
) -> IdentityDocument:
    document = (
        IdentityDocument.objects.select_related("person")
        .filter(by_key(document_id), is_live=True)
        .first()
    )
    if document is None:
        raise NotFoundError
    access.writable(actor, document.person_id, permission, now=now)
    return document
