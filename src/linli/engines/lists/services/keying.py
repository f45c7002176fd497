"""Tick a line off, leave it out, put it back, look at it for the second time; export the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from linli.engines.cases import queries as cases
from linli.engines.lists.models import ListLine
from linli.engines.lists.queries.definitions import definition, fields_of
from linli.engines.lists.queries.lines import MOST_EXPORTED, lists, mine, own_line
from linli.engines.lists.queries.sealing import sealed
from linli.engines.lists.values import (
    LineDoneError,
    LineState,
    NumberError,
    SecondPersonError,
    TooLateError,
)
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.foundation.formspec.values.sentences import SENTENCES
from linli.foundation.sheets import texts, workbooks
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor

MOST = 60
EMPTIED: dict[str, Any] = {
    "sealed": None,
    "keyed_by": None,
    "keyed_at": None,
    "checked_by": None,
    "checked_at": None,
}


@transaction.atomic
def tick(actor: Actor, *, line_id: UUID, number: str = "", now: datetime) -> None:
    """Say that a line was keyed outside, under which number there; who and when is kept.

    Raises `LineDoneError` where a colleague was faster, `ApprovalNeededError` for a child's case
    that the actor may not read, `NotFoundError`, `NumberError`.
    """
    row = own_line(actor, line_id)
    if len(number) > MOST:
        raise NumberError(problems=[Problem("number", "too_long", NumberError.message)])
    facts = cases.outside_facts(actor, case_ids=[row.case_id], now=now).get(row.case_id)
    if facts is None:
        raise NotFoundError
    if facts.is_closed:
        raise ApprovalNeededError
    is_checked = definition(row.outside_list).second_person
    state = LineState.KEYED if is_checked else LineState.DONE
    _close(actor, row, state, {"number": number.strip()}, now=now)


@transaction.atomic
def skip(actor: Actor, *, line_id: UUID, reason: str, now: datetime) -> None:
    """Leave a line out, with the reason. Raises `LineDoneError`, `InvalidError` without one."""
    row = own_line(actor, line_id)
    if not reason.strip():
        raise InvalidError(problems=[Problem("reason", "required", SENTENCES["required"])])
    _close(actor, row, LineState.SKIPPED, {"reason": reason.strip()[:300]}, now=now)


@transaction.atomic
def put_back(actor: Actor, *, line_id: UUID, now: datetime) -> None:
    """Open a line again on the day on which it was ticked off. Raises `TooLateError`."""
    row = own_line(actor, line_id)
    if row.keyed_at is None or localdate(row.keyed_at) != localdate(now):
        raise TooLateError
    same = ListLine.objects.filter(pk=row.pk, state=row.state)
    if not same.update(state=LineState.OPEN, **EMPTIED):
        raise LineDoneError
    _log(actor, "list.line_put_back", row, now=now)


@transaction.atomic
def confirm(actor: Actor, *, line_id: UUID, now: datetime) -> None:
    """Look at a keyed line as the second person. Raises `SecondPersonError`, `LineDoneError`."""
    row = own_line(actor, line_id)
    if row.keyed_by == actor.account_id:
        raise SecondPersonError
    waiting = ListLine.objects.filter(pk=row.pk, state=LineState.KEYED)
    if not waiting.update(state=LineState.DONE, checked_by=actor.account_id, checked_at=now):
        raise LineDoneError
    _log(actor, "list.line_confirmed", row, now=now)


@transaction.atomic
def export(actor: Actor, *, list_code: str, format: str, now: datetime) -> bytes:
    """Return the open lines (at most 2,000) as XLSX or CSV; that it was done is logged.

    Cases of children that the actor may not read stay out. Raises `NotFoundError`.
    """
    if list_code not in {one.code for one in lists(actor, now=now)}:
        raise NotFoundError
    rows = list(
        mine(actor)
        .filter(outside_list__code=list_code, state=LineState.OPEN)
        .order_by("pk")[:MOST_EXPORTED]
    )
    facts = cases.outside_facts(actor, case_ids=[row.case_id for row in rows], now=now)
    held = [facts[row.case_id] for row in rows if row.case_id in facts]
    if not rows:
        raise NotFoundError
    shape = definition(rows[0].outside_list)
    written = [
        [field.value for field in fields_of(shape, one)] for one in held if not one.is_closed
    ]
    data = {"lines": len(written), "format": format}
    audit.record(actor, act="list.exported", kind="list", subject=list_code, data=data, now=now)
    headings = [str(column.name) for column in shape.columns]
    if format == "csv":
        return texts.write(headings, written)
    return workbooks.write(headings, written, title=str(shape.name))


def _close(
    actor: Actor, row: ListLine, state: LineState, words: dict[str, str], *, now: datetime
) -> None:
    still_open = ListLine.objects.filter(pk=row.pk, state=LineState.OPEN)
    values = {"state": state, "keyed_by": actor.account_id, "keyed_at": now}
    if not still_open.update(sealed=sealed(row, words), **values):
        raise LineDoneError
    _log(actor, f"list.line_{state.value}", row, now=now)


def _log(actor: Actor, act: str, row: ListLine, *, now: datetime) -> None:
    data = {"list": row.outside_list.code, "case": row.case_id}
    audit.record(actor, act=act, kind="list_line", subject=str(row.public_id), data=data, now=now)
