"""Lists for programs, such as a macro that keys them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.engines.lists import desk, queries, services
from linli.engines.lists import schemas as shapes
from linli.engines.lists.values import LineState, LineView
from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Limit, Text
from linli.foundation.calls.values import Call

router = Router()


@router.get("/lists", response=shapes.OutsideListsOut, summary=_("Lists of one's office"))
def lists(request: Call) -> dict[str, Any]:
    return {"items": queries.lists(request.actor, now=clock.now())}


@router.get("/lists/{slug:code}/lines", response=shapes.ListLinesOut, summary=_("Lines of a list"))
def lines(
    request: Call,
    code: str,
    state: LineState = LineState.OPEN,
    cursor: Text = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    after = str(rules.number(cursor) or "")
    _view, rows, more = queries.lines(
        request.actor, list_code=code, state=state, after=after, now=clock.now(), limit=limit
    )
    return {"items": rows, "next": rules.cursor(more)}


@router.get(
    "/lists/lines/{uuid:line_id}", response=shapes.WholeLineOut, summary=_("One line, to be keyed")
)
def line(request: Call, line_id: UUID) -> LineView:
    return queries.line(request.actor, line_id=line_id, now=clock.now())


@router.post("/lists/lines/{uuid:line_id}/tick", response={204: None}, summary=_("Tick a line off"))
def tick(request: Call, line_id: UUID, body: shapes.Ticked) -> None:
    services.tick(request.actor, line_id=line_id, number=body.number, now=clock.now())


@router.post("/lists/lines/{uuid:line_id}/skip", response={204: None}, summary=_("Leave it out"))
def skip(request: Call, line_id: UUID, body: shapes.LeftOut) -> None:
    services.skip(request.actor, line_id=line_id, reason=body.reason, now=clock.now())


@router.post(
    "/lists/lines/{uuid:line_id}/back", response={204: None}, summary=_("Put it back the same day")
)
def put_back(request: Call, line_id: UUID) -> None:
    services.put_back(request.actor, line_id=line_id, now=clock.now())


@router.post(
    "/lists/lines/{uuid:line_id}/confirm",
    response={204: None},
    summary=_("Look at it as the second person"),
)
def confirm(request: Call, line_id: UUID) -> None:
    services.confirm(request.actor, line_id=line_id, now=clock.now())


@router.post("/lists/{slug:code}/export", summary=_("The open lines as a file; logged"))
def export(request: Call, code: str, body: shapes.ExportGiven) -> HttpResponse:
    content = services.export(request.actor, list_code=code, format=body.format, now=clock.now())
    return desk.as_file(content, code, body.format)
