"""Answering, taking in as an application, and whether it helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from linli.engines.enquiries import rules
from linli.engines.enquiries.queries.access import own_enquiry
from linli.engines.enquiries.services.asking import last_day, required
from linli.engines.enquiries.services.history import append, handled, lock
from linli.engines.enquiries.services.responsible import superior_post
from linli.engines.enquiries.services.telling import tell_asker, tell_post
from linli.engines.enquiries.values import (
    EnquiryEventKind,
    EnquiryMovedError,
    EnquiryPermission,
    EnquiryState,
)

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.engines.enquiries.models import Enquiry
    from linli.foundation.actors.values import Actor


@transaction.atomic
def answer(actor: Actor, *, enquiry_id: UUID, answer: str, now: datetime) -> None:
    """Answer an enquiry that one's office has; a hand-over that waits is off.

    Raises `NotFoundError`, `ForbiddenError` where another office has it, `EnquiryMovedError`.
    """
    row, held = handled(actor, enquiry_id)
    words = {"answer": required("answer", answer)}
    _end(row, now=now)
    append(row, actor, EnquiryEventKind.ANSWERED, words=words, held=held, now=now)
    tell_asker(row, EnquiryEventKind.ANSWERED, now=now)


@transaction.atomic
def take_in(actor: Actor, *, enquiry_id: UUID, now: datetime) -> None:
    """Answer by taking in the application that the question was about; the intake follows.

    Raises as `answer`, and `EnquiryMovedError` where no service is named.
    """
    row, held = handled(actor, enquiry_id)
    if not row.item_code:
        raise EnquiryMovedError
    _end(row, now=now)
    append(row, actor, EnquiryEventKind.TAKEN_IN, held=held, now=now)
    tell_asker(row, EnquiryEventKind.TAKEN_IN, now=now)


@transaction.atomic
def close(actor: Actor, *, enquiry_id: UUID, now: datetime) -> None:
    """Say that the answer helped; nothing is left to do."""
    actor.require(EnquiryPermission.ASK)
    row = lock(own_enquiry(actor, enquiry_id).pk)
    if row.state != EnquiryState.ANSWERED:
        raise EnquiryMovedError
    row.state, row.closed_at, row.is_helpful = EnquiryState.CLOSED, now, True
    append(row, actor, EnquiryEventKind.CLOSED, data={"helped": True}, now=now)


@transaction.atomic
def reopen(actor: Actor, *, enquiry_id: UUID, why: str, now: datetime) -> None:
    """Say that the answer did not help: it is owed again, the second time by the superior.

    Raises `EnquiryMovedError` where nothing is answered, or after the second time.
    """
    actor.require(EnquiryPermission.ASK)
    row = lock(own_enquiry(actor, enquiry_id).pk)
    if not rules.may_reopen(EnquiryState(row.state), row.reopened):
        raise EnquiryMovedError
    words = {"why": required("why", why)}
    today = localdate(now)
    row.reopened += 1
    above = superior_post(row, today=today) if rules.goes_up(row.reopened) else None
    row.post_id = above.id if above else row.post_id
    row.state, row.is_helpful = EnquiryState.ASKED, False
    row.answered_at = row.told_at = None
    row.due_on = last_day(today)
    data = {"post": row.post_id}
    append(row, actor, EnquiryEventKind.REOPENED, data=data, words=words, now=now)
    tell_post(row, row.post_id, EnquiryEventKind.REOPENED, now=now)


def _end(row: Enquiry, *, now: datetime) -> None:
    if not rules.may_answer(EnquiryState(row.state)):
        raise EnquiryMovedError
    row.state, row.offered_to_id, row.answered_at = EnquiryState.ANSWERED, None, now
