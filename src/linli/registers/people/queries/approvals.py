"""Requests to read the data of under-14s."""

from django.db.models import Q

from linli.foundation.actors.values import Actor
from linli.foundation.privacy.values import mask_name
from linli.registers.people.models import MinorApproval, Person
from linli.registers.people.queries.access import scope
from linli.registers.people.values import ApprovalView, Permission


def approvals(actor: Actor) -> tuple[ApprovalView, ...]:
    """Return open requests that the actor may decide.

    Of persons in scope), and the actor's own, newest first.
    """
    condition = Q(reader_id=actor.account_id or 0)
    if actor.may(Permission.APPROVE_MINOR):
        in_scope = Person.objects.filter(scope(actor, Permission.APPROVE_MINOR))
        condition |= Q(decided_at=None, person__in=in_scope)
    elif not actor.may(Permission.REQUEST_MINOR):
        actor.require(Permission.APPROVE_MINOR)
    rows = MinorApproval.objects.select_related("person").filter(condition).order_by("-id")[:100]
    return tuple(
        ApprovalView(
            id=row.pk,
            public_id=row.public_id,
            person_public_id=row.person.public_id,
            person=mask_name(row.person.name),
            reader=row.reader_name,
            reason=row.reason,
            requested_at=row.requested_at,
            is_granted=row.is_granted,
            until=row.until,
            is_mine=row.reader_id == actor.account_id,
        )
        for row in rows
    )
