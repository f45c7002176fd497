"""Lists of one's office, their lines, and one line with what is keyed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.timezone import localdate

from linli.engines.cases import queries as cases
from linli.engines.lists.models import ListLine, OutsideList
from linli.engines.lists.queries.definitions import definition, fields_of
from linli.engines.lists.queries.sealing import opened
from linli.engines.lists.values import LineRow, LineState, LineView, ListPermission, ListView
from linli.foundation.errors.values import NotFoundError
from linli.registers.accounts import queries as accounts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor

PAGE = 50
MOST_EXPORTED = 2000


def mine(actor: Actor) -> QuerySet[ListLine]:
    """Return the lines of the actor's offices, those of sealed items with their compartment."""
    actor.require(ListPermission.KEY)
    ground = Q(pk__in=())
    for held in actor.holdings_for(ListPermission.KEY):
        seen = Q(organisation_id=held.organisation_id)
        ground |= seen & Q(compartment__in=["", *held.compartments])
    return ListLine.objects.filter(ground).select_related("outside_list")


def lists(actor: Actor, *, now: datetime) -> tuple[ListView, ...]:
    """Return the lists of the actor's offices with their counts: two statements."""
    today = localdate(now)
    counts = {
        found["outside_list"]: found
        for found in mine(actor)
        .order_by()
        .values("outside_list")
        .annotate(
            **{state.value: Count("pk", filter=Q(state=state)) for state in LineState},
            overdue=Count("pk", filter=Q(state=LineState.OPEN, due_on__lt=today)),
        )
    }
    rows = OutsideList.objects.filter(pk__in=list(counts)).order_by("code")
    return tuple(_list_view(row, counts[row.pk]) for row in rows)


def lines(
    actor: Actor,
    *,
    list_code: str,
    state: str = "open",
    after: str = "",
    now: datetime,
    limit: int = PAGE,
) -> tuple[ListView, tuple[LineRow, ...], str]:
    """Return a list, a page of its lines in one state by last day, and the next page's cursor.

    Raises `NotFoundError` where the actor's office has no such list.
    """
    view = next((one for one in lists(actor, now=now) if one.code == list_code), None)
    if view is None:
        raise NotFoundError
    rows = mine(actor).filter(outside_list__code=list_code).order_by("pk")
    rows = rows.filter(state=state if state in LineState.values else LineState.OPEN)
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows[: limit + 1])
    more = str(found[limit - 1].pk) if len(found) > limit else ""
    return view, line_rows(actor, found[:limit], now=now), more


def line(actor: Actor, *, line_id: UUID, now: datetime) -> LineView:
    """Return one line with its fields, or raise `NotFoundError`; a look at a child's is logged."""
    row = own_line(actor, line_id)
    shape = definition(row.outside_list)
    facts = cases.outside_facts(actor, case_ids=[row.case_id], now=now).get(row.case_id)
    if facts is None:
        raise NotFoundError
    held = opened(row)
    is_same_day = row.keyed_at is not None and localdate(row.keyed_at) == localdate(now)
    behind = mine(actor).filter(outside_list=row.outside_list, state=LineState.OPEN)
    return LineView(
        row=line_rows(actor, [row], now=now)[0],
        list_code=row.outside_list.code,
        list_name=shape.name,
        system=shape.system,
        case_id=facts.public_id,
        fields=() if facts.is_closed else fields_of(shape, facts),
        is_closed=facts.is_closed,
        number=held.get("number", ""),
        reason=held.get("reason", ""),
        may_put_back=row.state != LineState.OPEN and is_same_day,
        may_confirm=row.state == LineState.KEYED and row.keyed_by != actor.account_id,
        left=behind.exclude(pk=row.pk).count(),
    )


def next_line(actor: Actor, *, list_code: str, after: UUID | None = None) -> UUID | None:
    """Return the open line behind one, else the first open one; None when all are done."""
    rows = mine(actor).filter(outside_list__code=list_code, state=LineState.OPEN).order_by("pk")
    before = ListLine.objects.filter(public_id=after) if after else ListLine.objects.none()
    place = before.values_list("pk", flat=True).first() or 0
    found = rows.filter(pk__gt=place).first() or rows.first()
    return found.public_id if found else None


def own_line(actor: Actor, line_id: UUID) -> ListLine:
    """Return a line of the actor's offices, or raise `NotFoundError`."""
    row = mine(actor).filter(public_id=line_id).first()
    if row is None:
        raise NotFoundError
    return row


def line_rows(actor: Actor, rows: list[ListLine], *, now: datetime) -> tuple[LineRow, ...]:
    """Return lines for a list: two statements for all of them."""
    heads = cases.outside_heads(actor, case_ids=[row.case_id for row in rows])
    names = accounts.display_names(row.keyed_by for row in rows if row.keyed_by)
    today = localdate(now)
    return tuple(
        LineRow(
            public_id=row.public_id,
            case_number=heads[row.case_id].number,
            applicant_masked=heads[row.case_id].applicant_masked,
            state=LineState(row.state),
            due_on=row.due_on,
            is_overdue=row.state == LineState.OPEN and row.due_on < today,
            keyed_at=row.keyed_at,
            keyed_by=names.get(row.keyed_by or 0, ""),
            cursor=row.pk,
        )
        for row in rows
        if row.case_id in heads
    )


def _list_view(row: OutsideList, counts: Mapping[str, Any]) -> ListView:
    shape = definition(row)
    return ListView(
        code=row.code,
        name=shape.name,
        system=shape.system,
        needs_second=shape.second_person,
        open=counts["open"],
        keyed=counts["keyed"],
        done=counts["done"],
        skipped=counts["skipped"],
        overdue=counts["overdue"],
    )
