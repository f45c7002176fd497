"""Approval to read the data of under-14s."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import ConflictError, NotFoundError
from linli.foundation.privacy.values import mask_name
from linli.registers.people import rules
from linli.registers.people.models import MinorApproval
from linli.registers.people.queries import access, sheltered
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services.steps import by_key, need
from linli.registers.people.values import (
    APPROVAL_TIME,
    AlreadyRequestedError,
    DecidedError,
    Permission,
)


def request_minor_reading(actor: Actor, *, person_id: PersonId, reason: str, now: datetime) -> UUID:
    """Ask to read the record of somebody under 14, once at a time (未成年人网络保护条例 36)."""
    row = access.writable(actor, person_id, Permission.REQUEST_MINOR, now=now)
    need(reason)
    if not rules.is_sheltered(row.birth_date, localdate(now)):
        raise ConflictError
    return request_sheltered_reading(
        actor,
        kind=sheltered.PERSON,
        subject=row.public_id,
        label=mask_name(row.name),
        reason=reason,
        now=now,
    )


@transaction.atomic
def request_sheltered_reading(
    actor: Actor, *, kind: str, subject: UUID, label: str, reason: str, now: datetime
) -> UUID:
    """Ask to read what a room keeps of somebody under 14; the room has checked that it is theirs.

    `label` is what the list of requests shows: no full name.
    """
    actor.require(Permission.REQUEST_MINOR)
    need(reason)
    if actor.account_id is None:
        raise ConflictError
    try:
        with transaction.atomic():
            request = MinorApproval.objects.create(
                kind=kind,
                subject=subject,
                label=label,
                division_code=actor.holdings_for(Permission.REQUEST_MINOR)[0].division_code,
                reader_id=actor.account_id,
                reader_name=actor.name[:120],
                reason=reason.strip()[:300],
                requested_at=now,
            )
    except IntegrityError as there:
        raise AlreadyRequestedError from there
    _log(actor, "people.minor.requested", request, now=now, reason=request.reason)
    return request.public_id


@transaction.atomic
def approve_minor_reading(
    actor: Actor, *, approval_id: int | UUID, now: datetime, until: datetime | None = None
) -> None:
    """Allow the reading for a limited time (at most `APPROVAL_TIME`); never one's own request."""
    actor.require(Permission.APPROVE_MINOR)
    latest = now + APPROVAL_TIME
    _decide(actor, approval_id, now=now, is_granted=True, until=min(until or latest, latest))


@transaction.atomic
def decline_minor_reading(actor: Actor, *, approval_id: int | UUID, now: datetime) -> None:
    """Refuse the reading."""
    actor.require(Permission.APPROVE_MINOR)
    _decide(actor, approval_id, now=now, is_granted=False, until=None)


def _decide(
    actor: Actor,
    approval_id: int | UUID,
    *,
    now: datetime,
    is_granted: bool,
    until: datetime | None,
) -> None:
    row = (
        MinorApproval.objects.filter(sheltered.in_line(actor), by_key(approval_id))
        .exclude(reader_id=actor.account_id or 0)
        .first()
    )
    if row is None:
        raise NotFoundError
    decided = MinorApproval.objects.filter(pk=row.pk, decided_at=None).update(
        decider_id=actor.account_id, decided_at=now, is_granted=is_granted, until=until
    )
    if not decided:
        raise DecidedError
    act = "people.minor.approved" if is_granted else "people.minor.declined"
    _log(actor, act, row, now=now)


def _log(actor: Actor, act: str, row: MinorApproval, *, now: datetime, reason: str = "") -> None:
    audit.record(
        actor,
        act=act,
        kind=row.kind,
        subject=str(row.subject),
        reason=reason,
        data={"approval": str(row.public_id)},
        now=now,
    )
