"""How a step is written: lock the enquiry, append a chained event, save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.enquiries.models import Enquiry, EnquiryEvent
from linli.engines.enquiries.queries.access import holding_for, staff_enquiry
from linli.engines.enquiries.queries.sealing import payload, seal
from linli.engines.enquiries.values import EnquiryPermission
from linli.foundation.audit import chain
from linli.foundation.errors.values import ForbiddenError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from linli.engines.enquiries.values import EnquiryEventKind
    from linli.foundation.actors.values import Actor, Holding


def lock(enquiry_pk: int) -> Enquiry:
    """Load an enquiry for writing: a row lock on PostgreSQL, the write transaction on SQLite."""
    return Enquiry.objects.select_for_update().get(pk=enquiry_pk)


def handled(actor: Actor, enquiry_id: UUID) -> tuple[Enquiry, Holding]:
    """Return a locked enquiry that the actor's office has, and the seat through which.

    Raises `NotFoundError`, and `ForbiddenError` where another office has it.
    """
    actor.require(EnquiryPermission.HANDLE)
    row = lock(staff_enquiry(actor, enquiry_id).pk)
    held = holding_for(actor, row, post_id=row.post_id, organisation_id=row.post.organisation_id)
    if held is None:
        raise ForbiddenError
    return row, held


def append(
    row: Enquiry,
    actor: Actor,
    kind: EnquiryEventKind,
    *,
    data: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
    held: Holding | None = None,
    now: datetime,
) -> None:
    """Write an event behind the last one and save the enquiry."""
    row.last_seq += 1
    event = EnquiryEvent(
        enquiry=row,
        seq=row.last_seq,
        kind=kind,
        at=now,
        account_id=actor.account_id,
        post_id=held.post_id if held else None,
        data=dict(data or {}),
        sealed=seal(row, words) if words else None,
    )
    previous = bytes(row.last_digest) or chain.GENESIS
    row.last_digest = event.digest = chain.digest(previous, payload(row, event))
    row.save()
    event.save()
