"""Handing over: offered to a named post, accepted or sent back; until then nothing has moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from linli.engines.enquiries import rules
from linli.engines.enquiries.queries.access import holding_for, staff_enquiry
from linli.engines.enquiries.services.asking import last_day, required
from linli.engines.enquiries.services.history import append, handled, lock
from linli.engines.enquiries.services.telling import tell_asker, tell_post
from linli.engines.enquiries.values import (
    EnquiryEventKind,
    EnquiryMovedError,
    EnquiryPermission,
    EnquiryState,
)
from linli.foundation.errors.values import ForbiddenError, InvalidError, Problem
from linli.registers.accounts import queries as accounts

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.engines.enquiries.models import Enquiry
    from linli.foundation.actors.values import Actor, Holding


@transaction.atomic
def hand_over(actor: Actor, *, enquiry_id: UUID, post_id: int, reason: str, now: datetime) -> None:
    """Offer an enquiry to a named post; it stays one's own until that post accepts.

    Raises `EnquiryMovedError` while an offer waits, `InvalidError` for a post that nobody holds,
    that has the enquiry already, or that may not know of a sealed matter.
    """
    row, held = handled(actor, enquiry_id)
    if not rules.may_offer(EnquiryState(row.state)):
        raise EnquiryMovedError
    words = {"reason": required("reason", reason)}
    _require_post(row, post_id, now=now)
    row.state, row.offered_to_id = EnquiryState.OFFERED, post_id
    append(
        row,
        actor,
        EnquiryEventKind.OFFERED,
        data={"to": post_id},
        words=words,
        held=held,
        now=now,
    )
    tell_post(row, post_id, EnquiryEventKind.OFFERED, now=now)


@transaction.atomic
def accept(actor: Actor, *, enquiry_id: UUID, now: datetime) -> None:
    """Accept what was handed over to one's post: from now on it is responsible."""
    row, held = _offered(actor, enquiry_id)
    former, row.post_id = row.post_id, held.post_id
    row.state, row.offered_to_id = EnquiryState.ASKED, None
    row.due_on, row.told_at = last_day(localdate(now)), None
    data = {"from": former, "to": held.post_id}
    append(row, actor, EnquiryEventKind.ACCEPTED, data=data, held=held, now=now)
    tell_post(row, former, EnquiryEventKind.ACCEPTED, now=now)
    tell_asker(row, EnquiryEventKind.ACCEPTED, now=now)


@transaction.atomic
def send_back(actor: Actor, *, enquiry_id: UUID, reason: str, now: datetime) -> None:
    """Not accept what was handed over, and say why; it is where it was all the time."""
    row, held = _offered(actor, enquiry_id)
    words = {"reason": required("reason", reason)}
    row.state, row.offered_to_id = EnquiryState.ASKED, None
    append(row, actor, EnquiryEventKind.SENT_BACK, words=words, held=held, now=now)
    tell_post(row, row.post_id, EnquiryEventKind.SENT_BACK, now=now)


def _offered(actor: Actor, enquiry_id: UUID) -> tuple[Enquiry, Holding]:
    """Return a locked enquiry that waits for the actor's post, and the seat on it."""
    actor.require(EnquiryPermission.HANDLE)
    row = lock(staff_enquiry(actor, enquiry_id).pk)
    if row.state != EnquiryState.OFFERED or row.offered_to_id is None:
        raise EnquiryMovedError
    held = holding_for(actor, row, post_id=row.offered_to_id)
    if held is None:
        raise ForbiddenError
    return row, held


def _require_post(row: Enquiry, post_id: int, *, now: datetime) -> None:
    post = accounts.post_labels([post_id]).get(post_id)
    fits = (
        post is not None
        and post_id != row.post_id
        and (not row.compartment or row.compartment in post.compartments)
        and accounts.post_holders(post_id, localdate(now))
    )
    if not fits:
        said = _("Please choose a post that somebody holds and that may take this on.")
        raise InvalidError(problems=[Problem("post_id", "unknown", said)])
