"""Data of under-14s: who may read them now, each look logged, and the requests that wait."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from linli.foundation.actors.values import Actor
from linli.foundation.audit import services as audit
from linli.registers.people import registry, rules
from linli.registers.people.models import MinorApproval, Person
from linli.registers.people.values import ApprovalView, Permission
from linli.registers.places.values import code_range

PERSON = "person"
MOST = 100


def in_line(actor: Actor) -> Q:
    """Return the condition on requests from posts at or below those that let the actor decide."""
    condition = Q(pk__in=())
    for holding in actor.holdings_for(Permission.APPROVE_MINOR):
        condition |= Q(division_code__range=code_range(holding.division_code))
    return condition


def opened(actor: Actor, *, kind: str, subject: UUID, now: datetime, act: str = "read") -> bool:
    """Return whether an approval lets the actor read this now, and log the look if so.

    未成年人网络保护条例 36: approval before staff read, and each access recorded.
    """
    approval = MinorApproval.objects.filter(
        reader_id=actor.account_id or 0, kind=kind, subject=subject, is_granted=True, until__gt=now
    ).first()
    if approval is None:
        return False
    audit.record(
        actor,
        act=f"people.minor.{act}",
        kind=kind,
        subject=str(subject),
        reason=approval.reason,
        data={"approval": str(approval.public_id)},
        now=now,
    )
    return True


def sheltered_until(
    answers: Mapping[str, Any], *, person_id: int | None, today: date
) -> date | None:
    """Return the day on which the youngest person in an application turns 14.

    Whom the answers name counts, and the person it is for by the record: the answers of a child's
    case may name a parent alone. None if nobody is under 14 today.
    """
    births = [rules.youngest(answers, today)]
    if person_id is not None:
        known = Person.objects.filter(pk=person_id).values_list("birth_date", flat=True)
        births.append(known.first())
    born = max((birth for birth in births if birth), default=None)
    until = rules.sheltered_until(born) if born else None
    return until if until and until > today else None


def has_asked(actor: Actor, *, subject: UUID) -> bool:
    """Return whether a request of the actor for this waits for a decision."""
    waiting = MinorApproval.objects.filter(subject=subject, decided_at=None)
    return waiting.filter(reader_id=actor.account_id or 0).exists()


def approvals(actor: Actor) -> tuple[ApprovalView, ...]:
    """Return the open requests that the actor may decide, and the actor's own, newest first."""
    actor.require_any(Permission.APPROVE_MINOR, Permission.REQUEST_MINOR)
    condition = Q(reader_id=actor.account_id or 0)
    if actor.may(Permission.APPROVE_MINOR):
        condition |= Q(decided_at=None) & in_line(actor)
    rows = MinorApproval.objects.filter(condition).order_by("-id")[:MOST]
    return tuple(
        ApprovalView(
            id=row.pk,
            public_id=row.public_id,
            kind=row.kind,
            subject=row.subject,
            label=row.label,
            url=registry.sheltered_url(row.kind, row.subject),
            reader=row.reader_name,
            reason=row.reason,
            requested_at=row.requested_at,
            is_granted=row.is_granted,
            until=row.until,
            is_mine=row.reader_id == actor.account_id,
        )
        for row in rows
    )
