"""Approval to read the data of under-14s."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ConflictError, NotFoundError
from linli.registers.people import rules
from linli.registers.people.models import MinorApproval, Person
from linli.registers.people.queries import access
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services.steps import by_key, log, need
from linli.registers.people.values import APPROVAL_TIME, DecidedError, Permission


@transaction.atomic
def request_minor_reading(actor: Actor, *, person_id: PersonId, reason: str, now: datetime) -> UUID:
    """Ask to read the data of somebody under 14 (未成年人网络保护条例 36).

    One open request at a time.
    """
    row = access.writable(actor, person_id, Permission.REQUEST_MINOR, now=now)
    need(reason)
    if not rules.is_sheltered(row.birth_date, localdate(now)) or actor.account_id is None:
        raise ConflictError
    try:
        with transaction.atomic():
            request = MinorApproval.objects.create(
                person=row,
                reader_id=actor.account_id,
                reader_name=actor.name[:120],
                reason=reason.strip()[:300],
                requested_at=now,
            )
    except IntegrityError as there:
        raise ConflictError(code="already_requested") from there
    data = {"approval": str(request.public_id)}
    log(actor, "people.minor.requested", row, now=now, reason=reason, data=data)
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
    in_scope = Person.objects.filter(access.scope(actor, Permission.APPROVE_MINOR))
    row = (
        MinorApproval.objects.select_related("person")
        .filter(by_key(approval_id), person__in=in_scope)
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
    log(actor, act, row.person, now=now, data={"approval": str(row.public_id)})
