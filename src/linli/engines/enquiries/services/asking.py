"""Asking: online of an office, or at a counter and on the telephone of whoever is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from linli.engines.catalogue import queries as catalogue
from linli.engines.enquiries import rules
from linli.engines.enquiries.models import Enquiry
from linli.engines.enquiries.services.history import append
from linli.engines.enquiries.services.telling import tell_post
from linli.engines.enquiries.values import (
    ENQUIRY_DAYS,
    ENQUIRY_WORKING_DAYS,
    PREFIX,
    EnquiryChannel,
    EnquiryEventKind,
    EnquiryPermission,
    EnquiryState,
    NobodyToAskError,
)
from linli.foundation.actors.values import Channel
from linli.foundation.calendar import queries as calendar
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.foundation.numbering import rules as numbering
from linli.foundation.packs import queries as packs
from linli.foundation.privacy import services as privacy
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from linli.foundation.actors.values import Actor, Holding


@transaction.atomic
def ask(
    actor: Actor,
    *,
    organisation_id: int,
    question: str,
    item_code: str = "",
    key: str = "",
    now: datetime,
) -> UUID:
    """Ask an office online; the post at its counter has the question. Returns its public id.

    Sent again under the same `key` it is the same question. Raises `NotFoundError` for an office or
    item that is none, `NobodyToAskError` where no post of the office is held, or none may know of a
    sealed matter.
    """
    actor.require(EnquiryPermission.ASK)
    if known := _made(actor, key):
        return known
    if not organisations.organisation(organisation_id).is_in_force:
        raise NotFoundError
    compartment = _compartment(item_code)
    post = accounts.post_at(organisation_id, compartment=compartment, today=localdate(now))
    if post is None:
        raise NobodyToAskError
    is_program = actor.channel is Channel.API
    row = _new(
        channel=EnquiryChannel.API if is_program else EnquiryChannel.PORTAL,
        item_code=item_code,
        compartment=compartment,
        post_id=post.id,
        account_id=actor.account_id,
        person_id=actor.person_id if actor.is_proven else None,
        once=_once(actor, key),
        now=now,
    )
    words = {"question": required("question", question)}
    if known := _open(row, actor, key, words=words, now=now):
        return known
    tell_post(row, row.post_id, EnquiryEventKind.ASKED, now=now)
    return row.public_id


@transaction.atomic
def record(
    actor: Actor,
    *,
    channel: EnquiryChannel,
    question: str,
    item_code: str = "",
    person_id: UUID | None = None,
    name: str = "",
    contact: str = "",
    answer: str = "",
    key: str = "",
    now: datetime,
) -> UUID:
    """Record what somebody asked at one's post: the post is responsible from now on.

    Who asks may be nameless; name and contact are sealed. With an `answer` it was answered on the
    spot. Sent again under the same `key` it is the same question. Raises `NotFoundError` for an
    item or a person that is none to the actor, and for a sealed item where none of the actor's
    posts has its compartment.
    """
    actor.require(EnquiryPermission.RECORD)
    if known := _made(actor, key):
        return known
    compartment = _compartment(item_code)
    held = _seat(actor, compartment)
    person = people.person(actor, person_id=person_id, now=now) if person_id else None
    row = _new(
        channel=EnquiryChannel(channel),
        item_code=item_code,
        compartment=compartment,
        post_id=held.post_id,
        account_id=accounts.account_of_person(person.id) if person else None,
        person_id=person.id if person else None,
        asked_account_id=actor.account_id,
        once=_once(actor, key),
        now=now,
    )
    words = {"question": required("question", question)}
    words |= {name: said for name, said in (("name", name), ("contact", contact)) if said.strip()}
    if known := _open(row, actor, key, words=words, held=held, now=now):
        return known
    if answer.strip():
        row.state, row.answered_at = EnquiryState.ANSWERED, now
        said = {"answer": answer.strip()}
        append(row, actor, EnquiryEventKind.ANSWERED, words=said, held=held, now=now)
    return row.public_id


def _open(
    row: Enquiry,
    actor: Actor,
    key: str,
    *,
    words: dict[str, str],
    held: Holding | None = None,
    now: datetime,
) -> UUID | None:
    """Write the first event; of two presses the slower one gets what the other made."""
    try:
        with transaction.atomic():
            append(row, actor, EnquiryEventKind.ASKED, words=words, held=held, now=now)
    except IntegrityError:
        if known := _made(actor, key):
            return known
        raise
    return None


def _once(actor: Actor, key: str) -> str:
    """Return under what an enquiry is made once: keys are each sender's own; without one, empty."""
    return f"{actor.account_id}:{key}" if key else ""


def _made(actor: Actor, key: str) -> UUID | None:
    """Return what this sender made under this key before."""
    rows = Enquiry.objects.filter(once=_once(actor, key)).exclude(once="")
    return rows.values_list("public_id", flat=True).first() if key else None


def last_day(today: date) -> date:
    """Return the last day for an answer that is owed from today on."""
    known = catalogue.parameters(today)
    days = int(known.get(ENQUIRY_DAYS, ENQUIRY_WORKING_DAYS))
    return rules.due_on(today, days, calendar=calendar.site_calendar())


def required(path: str, words: str) -> str:
    """Return the words, stripped; raises `InvalidError` if nothing was written."""
    if not words.strip():
        raise InvalidError(problems=[Problem(path, "required", _("Please write a few words."))])
    return words.strip()


def _compartment(item_code: str) -> str:
    return catalogue.published(item_code).compartment if item_code else ""


def _seat(actor: Actor, compartment: str) -> Holding:
    """Return the seat at which the actor was asked: as A before B, within the compartment."""
    for held in actor.holdings_for(EnquiryPermission.RECORD):
        if not compartment or compartment in held.compartments:
            return held
    raise NotFoundError


def _new(*, post_id: int, now: datetime, **rest: Any) -> Enquiry:
    today = localdate(now)
    row = Enquiry(
        number=numbering.new_receipt_number(packs.facts().receipt_prefix + PREFIX, today),
        state=EnquiryState.ASKED,
        post_id=post_id,
        asked_post_id=post_id,
        key=privacy.new_case_key(),
        asked_at=now,
        **rest,
    )
    row.due_on = last_day(today)
    return row
