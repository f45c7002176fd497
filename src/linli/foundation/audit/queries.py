"""The log as an auditor reads it: only acts under the divisions of the auditor's posts."""

from typing import Any

from django.db.models import Q

from linli.foundation.actors.values import Actor, Permission
from linli.foundation.audit.models import AuditEntry
from linli.foundation.audit.rules import is_whole_city, prefix
from linli.foundation.audit.values import AuditPermission, EntryFilter, EntryPage, EntryView

PAGE = 50


def entries(
    actor: Actor, *, asked: EntryFilter | None = None, before: int | None = None, limit: int = PAGE
) -> EntryPage:
    """Return acts in the auditor's scope, newest first; one statement. Raises `ForbiddenError`."""
    actor.require(AuditPermission.READ)
    rows = AuditEntry.objects.filter(scope(actor, AuditPermission.READ)).filter(
        _asked(asked or EntryFilter())
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    return EntryPage(tuple(_view(row) for row in found[:limit]), more)


def scope(actor: Actor, permission: Permission) -> Q:
    """Return the condition on rows with a `division_code` from below the auditor's posts.

    Acts of residents have no place: who audits the whole city reads those too.
    """
    if actor.is_system:
        return Q()
    below = Q(pk=None)
    for held in actor.holdings_for(permission):
        if held.division_code:
            below |= Q(division_code__startswith=prefix(held.division_code))
        if is_whole_city(held.division_code):
            below |= Q(division_code="")
    return below


def _asked(asked: EntryFilter) -> Q:
    exact: dict[str, Any] = {"account_id": asked.account_id, "act": asked.act, "kind": asked.kind}
    exact |= {"subject": asked.subject, "at__gte": asked.since, "at__lt": asked.until}
    return Q(**{name: value for name, value in exact.items() if value not in {None, ""}})


def _view(row: AuditEntry) -> EntryView:
    return EntryView(
        id=row.pk,
        at=row.at,
        account_id=row.account_id,
        actor_name=row.actor_name,
        post_id=row.post_id,
        division_code=row.division_code,
        channel=row.channel,
        act=row.act,
        kind=row.kind,
        subject=row.subject,
        reason=row.reason,
        data=row.data,
        is_sealed=row.batch_id is not None,
    )
