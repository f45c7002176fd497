"""Enquiries as rows: one's own, and those at the desk by their last day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.timezone import localdate

from linli.engines.catalogue import queries as catalogue
from linli.engines.enquiries.models import Enquiry, EnquiryEvent
from linli.engines.enquiries.queries.access import opened_by, own_enquiries, staff_enquiries
from linli.engines.enquiries.queries.sealing import unseal
from linli.engines.enquiries.values import (
    ENDED,
    WAITING,
    EnquiryChannel,
    EnquiryPermission,
    EnquiryState,
)
from linli.foundation.actors.values import LEADERS
from linli.foundation.errors.values import NotFoundError
from linli.registers.accounts import queries as accounts
from linli.registers.places.values import code_range

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.registers.accounts.values import PostLabel

TABS = ("mine", "office", "offered", "line", "done")
LONGEST = 60


@dataclass(frozen=True)
class EnquiryRow:
    """An enquiry in a list."""

    public_id: UUID
    number: str
    state: EnquiryState
    channel: EnquiryChannel
    item_code: str
    item_name: str
    begins: str  # the first words of the question
    asked_at: datetime
    due_on: date
    days_left: int
    post: PostLabel
    asked_post: PostLabel
    offered_to: PostLabel | None
    is_nameless: bool

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is owed."""
        return self.state in WAITING

    @property
    def days_over(self) -> int:
        """By how many days the last day is over."""
        return -self.days_left


@dataclass(frozen=True)
class EnquiryPage:
    """One page of enquiries, the cursor behind it, and how many wait."""

    rows: tuple[EnquiryRow, ...]
    next_cursor: str
    counts: Mapping[str, int] = field(default_factory=dict)


def my_enquiries(
    actor: Actor, *, now: datetime, before: int | None = None, limit: int = 20
) -> tuple[tuple[EnquiryRow, ...], int | None]:
    """Return a page of what the actor asked, newest first, and the cursor of the next page."""
    actor.require(EnquiryPermission.READ_OWN)
    rows = own_enquiries(actor).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    return enquiry_rows(found[:limit], now=now), more


def desk_enquiries(
    actor: Actor, *, tab: str = "mine", cursor: str = "", now: datetime, limit: int = 50
) -> EnquiryPage:
    """Return one page for the desk: mine, my office's, offered to me, my line's, or done.

    The earliest last day first; `cursor` is `2026-11-30.123` (last day, enquiry).
    """
    actor.require(EnquiryPermission.HANDLE)
    waiting = Q(state__in=sorted(WAITING))
    tabs = {
        "mine": waiting & _seats(actor, "post_id"),
        "office": waiting & _offices(actor),
        "offered": _seats(actor, "offered_to_id"),
        "line": waiting & _line(actor),
        "done": Q(state__in=sorted(ENDED)) & _offices(actor),
    }
    counts = staff_enquiries(actor).aggregate(
        **{name: Count("pk", filter=tabs[name]) for name in ("mine", "office", "offered")}
    )
    rows = staff_enquiries(actor).filter(tabs[tab if tab in tabs else "mine"])
    rows = rows.order_by("due_on", "pk")
    if cursor:
        rows = rows.filter(_behind(cursor))
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    following = f"{last.due_on}.{last.pk}" if last else ""
    return EnquiryPage(enquiry_rows(found[:limit], now=now), following, counts)


def enquiry_rows(found: list[Enquiry], *, now: datetime) -> tuple[EnquiryRow, ...]:
    """Return enquiries as rows, in two statements for all of them."""
    posts = accounts.post_labels(
        post
        for row in found
        for post in (row.post_id, row.asked_post_id, row.offered_to_id)
        if post
    )
    asked = EnquiryEvent.objects.filter(enquiry__in=found, seq=1)
    first = {event.enquiry_id: event for event in asked}
    today = localdate(now)
    return tuple(
        EnquiryRow(
            public_id=row.public_id,
            number=row.number,
            state=EnquiryState(row.state),
            channel=EnquiryChannel(row.channel),
            item_code=row.item_code,
            item_name=item_name(row.item_code),
            begins=_begins(str(unseal(row, first[row.pk]).get("question", ""))),
            asked_at=row.asked_at,
            due_on=row.due_on,
            days_left=(row.due_on - today).days,
            post=posts[row.post_id],
            asked_post=posts[row.asked_post_id],
            offered_to=posts.get(row.offered_to_id or 0),
            is_nameless=row.account_id is None and row.person_id is None,
        )
        for row in found
    )


def item_name(code: str) -> str:
    """Return what a service is called; its code where it is offered no more."""
    if not code:
        return ""
    try:
        return str(catalogue.published(code).name)
    except NotFoundError:
        return code


def _begins(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _seats(actor: Actor, name: str) -> Q:
    held = actor.holdings_for(EnquiryPermission.HANDLE)
    return Q(**{f"{name}__in": [one.post_id for one in held]})


def _offices(actor: Actor) -> Q:
    held = actor.holdings_for(EnquiryPermission.HANDLE)
    return Q(post__organisation_id__in=[one.organisation_id for one in held])


def _line(actor: Actor) -> Q:
    inside = Q(pk__in=())
    for held in actor.holdings:
        if held.role in LEADERS:
            ground = Q(post__organisation__division__code__range=code_range(held.division_code))
            inside |= ground & opened_by(held)
    return inside


def _behind(cursor: str) -> Q:
    day_text, _dot, pk_text = cursor.partition(".")
    try:
        day, pk = date.fromisoformat(day_text), int(pk_text)
    except ValueError as error:
        raise NotFoundError from error
    return Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk)
