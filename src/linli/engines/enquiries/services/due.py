"""What time does: the superior is told of what is late; what was answered long ago is closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from linli.engines.enquiries.models import Enquiry
from linli.engines.enquiries.services.history import append, lock
from linli.engines.enquiries.services.responsible import superior_post
from linli.engines.enquiries.services.telling import tell_post
from linli.engines.enquiries.values import WAITING, EnquiryEventKind, EnquiryState
from linli.foundation.actors.values import SYSTEM, Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet

CLOSED_AFTER = timedelta(days=30)
BATCH = 500


def remind(actor: Actor = SYSTEM, *, now: datetime) -> int:
    """Tell the post and its superior of what is over its last day, once. Returns how many."""
    late = Enquiry.objects.filter(
        state__in=sorted(WAITING), told_at=None, due_on__lt=localdate(now)
    )
    return sum(_remind(actor, pk, now=now) for pk in _ids(late))


@transaction.atomic
def _remind(actor: Actor, pk: int, *, now: datetime) -> bool:
    row = lock(pk)
    if row.told_at is not None or row.state not in WAITING:
        return False
    row.told_at = now
    above = superior_post(row, today=localdate(now))
    data = {"post": row.post_id, **({"above": above.id} if above else {})}
    append(row, actor, EnquiryEventKind.OVERDUE, data=data, now=now)
    for post_id in {row.post_id, *([above.id] if above else [])}:
        tell_post(row, post_id, EnquiryEventKind.OVERDUE, now=now)
    return True


def close_old(actor: Actor = SYSTEM, *, now: datetime) -> int:
    """Close what was answered thirty days ago and nobody came back to. Returns how many."""
    old = Enquiry.objects.filter(state=EnquiryState.ANSWERED, answered_at__lt=now - CLOSED_AFTER)
    return sum(_close(actor, pk, now=now) for pk in _ids(old))


@transaction.atomic
def _close(actor: Actor, pk: int, *, now: datetime) -> bool:
    row = lock(pk)
    if row.state != EnquiryState.ANSWERED:
        return False
    row.state, row.closed_at = EnquiryState.CLOSED, now
    append(row, actor, EnquiryEventKind.CLOSED, now=now)
    return True


def _ids(rows: QuerySet[Enquiry]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
