"""One enquiry with its story: for the asker, and for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from linli.engines.enquiries import rules
from linli.engines.enquiries.queries.access import (
    holding_for,
    own_enquiry,
    staff_enquiry,
)
from linli.engines.enquiries.queries.rows import EnquiryRow, enquiry_rows
from linli.engines.enquiries.queries.sealing import unseal
from linli.engines.enquiries.values import (
    EnquiryEventKind,
    EnquiryPermission,
    EnquiryState,
)
from linli.registers.accounts import queries as accounts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from uuid import UUID

    from linli.engines.enquiries.models import Enquiry, EnquiryEvent
    from linli.foundation.actors.values import Actor
    from linli.registers.accounts.values import PostLabel

SAID = ("question", "answer", "reason", "why")
TONES = {EnquiryEventKind.OVERDUE: "bad", EnquiryEventKind.ANSWERED: "good"}
# Between offices: the asker is told where the question is, not who would not take it.
INSIDE = frozenset({EnquiryEventKind.OFFERED, EnquiryEventKind.SENT_BACK})


@dataclass(frozen=True)
class Entry:
    """One sentence of the story."""

    kind: str
    title: str
    at: datetime
    text: str
    by: str
    tone: str = ""


@dataclass(frozen=True)
class EnquiryView:
    """An enquiry as the asker sees it."""

    row: EnquiryRow
    entries: tuple[Entry, ...]
    answer: str  # the newest
    may_reopen: bool
    may_close: bool


@dataclass(frozen=True)
class DeskEnquiryView:
    """An enquiry as the offices concerned see it."""

    row: EnquiryRow
    entries: tuple[Entry, ...]
    name: str
    contact: str
    person_id: UUID | None
    is_helpful: bool | None
    reopened: int
    may_answer: bool
    may_hand_over: bool
    may_accept: bool
    may_take_in: bool


def my_enquiry(actor: Actor, *, enquiry_id: UUID, now: datetime) -> EnquiryView:
    """Return one that the actor asked; raises `NotFoundError`."""
    actor.require(EnquiryPermission.READ_OWN)
    row = own_enquiry(actor, enquiry_id)
    entries = _entries(row, for_staff=False)
    answers = [one.text for one in entries if one.kind == EnquiryEventKind.ANSWERED]
    is_answered = row.state == EnquiryState.ANSWERED
    return EnquiryView(
        row=enquiry_rows([row], now=now)[0],
        entries=entries,
        answer=answers[-1] if answers else "",
        may_reopen=rules.may_reopen(EnquiryState(row.state), row.reopened),
        may_close=is_answered,
    )


def desk_enquiry(actor: Actor, *, enquiry_id: UUID, now: datetime) -> DeskEnquiryView:
    """Return one that the actor's posts give a ground to see; raises `NotFoundError`."""
    actor.require(EnquiryPermission.HANDLE)
    row = staff_enquiry(actor, enquiry_id)
    shown = enquiry_rows([row], now=now)[0]
    state = EnquiryState(row.state)
    here = holding_for(actor, row, post_id=row.post_id, organisation_id=shown.post.organisation_id)
    offered = row.offered_to_id and holding_for(actor, row, post_id=row.offered_to_id)
    first = unseal(row, row.events.get(seq=1))
    owed = here is not None and rules.may_answer(state)
    return DeskEnquiryView(
        row=shown,
        entries=_entries(row, for_staff=True),
        name=str(first.get("name", "")),
        contact=str(first.get("contact", "")),
        person_id=row.person.public_id if row.person else None,
        is_helpful=row.is_helpful,
        reopened=row.reopened,
        may_answer=owed,
        may_hand_over=here is not None and rules.may_offer(state),
        may_accept=bool(offered),
        may_take_in=owed and bool(row.item_code),
    )


def _entries(row: Enquiry, *, for_staff: bool) -> tuple[Entry, ...]:
    events = [
        event
        for event in row.events.order_by("seq")
        if for_staff or EnquiryEventKind(event.kind) not in INSIDE
    ]
    posts = accounts.post_labels(_posts(events))
    names = accounts.display_names(_accounts(events)) if for_staff else {}
    return tuple(_entry(row, event, posts, names) for event in events)


def _posts(events: Iterable[EnquiryEvent]) -> set[int]:
    named = {event.post_id for event in events} | {event.data.get("to") for event in events}
    named |= {event.data.get("post") for event in events}
    return {post for post in named if post}


def _accounts(events: Iterable[EnquiryEvent]) -> set[int]:
    return {event.account_id for event in events if event.account_id}


def _entry(
    row: Enquiry, event: EnquiryEvent, posts: dict[int, PostLabel], names: dict[int, str]
) -> Entry:
    kind = EnquiryEventKind(event.kind)
    post = posts.get(event.post_id or event.data.get("post") or 0)
    target = posts.get(event.data.get("to") or 0)
    facts = {"where": str(post or _("The office")), "to": str(target or "")}
    words: dict[str, Any] = unseal(row, event)
    return Entry(
        kind=event.kind,
        title=SENTENCES[kind]() % facts,
        at=event.at,
        text="\n".join(str(words[key]) for key in SAID if words.get(key)),
        by=names.get(event.account_id or 0, ""),
        tone=TONES.get(kind, ""),
    )


SENTENCES: dict[EnquiryEventKind, Callable[[], str]] = {
    EnquiryEventKind.ASKED: lambda: _("The question"),
    EnquiryEventKind.ANSWERED: lambda: _("%(where)s answered"),
    EnquiryEventKind.OFFERED: lambda: _("%(where)s hands over to %(to)s"),
    EnquiryEventKind.ACCEPTED: lambda: _("%(where)s accepted and is responsible now"),
    EnquiryEventKind.SENT_BACK: lambda: _("%(where)s did not accept"),
    EnquiryEventKind.TAKEN_IN: lambda: _("%(where)s takes it in as an application"),
    EnquiryEventKind.REOPENED: lambda: _("The answer did not help; now with %(where)s"),
    EnquiryEventKind.CLOSED: lambda: _("Finished"),
    EnquiryEventKind.OVERDUE: lambda: _("The last day has passed; the superior was told"),
}
