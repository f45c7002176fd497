"""Divisions for programs. Reading them is open to everybody."""

from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls.schemas import DivisionCode, Limit, Text
from linli.foundation.calls.values import Call
from linli.foundation.errors.values import NotFoundError
from linli.registers.places import queries, services
from linli.registers.places import schemas as shapes
from linli.registers.places.values import DivisionView, Level

router = Router()


@router.get(
    "/divisions",
    auth=None,
    response=shapes.DivisionsOut,
    summary=_("Divisions of the next level below another, by default below the city"),
)
def children(
    request: Call, within: DivisionCode | None = None, level: Level | None = None
) -> dict[str, Any]:
    return {"items": queries.children(within or queries.city().code, level=level)}


@router.get(
    "/divisions/search",
    auth=None,
    response=shapes.DivisionsOut,
    summary=_("Find divisions by name or code"),
)
def named(
    request: Call, text: Text, within: DivisionCode | None = None, limit: Limit = 20
) -> dict[str, Any]:
    return {"items": queries.named(text, within=within or "", limit=limit)}


@router.get(
    "/divisions/{code}",
    auth=None,
    response=shapes.DivisionWay,
    summary=_("One division and the way to it"),
)
def division(request: Call, code: str) -> dict[str, Any]:
    way = queries.path(code) if code.isascii() and code.isdigit() else ()
    if not way:
        raise NotFoundError
    return {"division": way[-1], "path": way}


@router.post(
    "/divisions",
    response={201: shapes.DivisionOut},
    summary=_("Add a division by hand: a grid, a building, a new community"),
)
def add_division(request: Call, body: shapes.DivisionGiven) -> DivisionView:
    return services.add_division(request.actor, **body.model_dump(), now=clock.now())


@router.post("/divisions/{code}/close", response={204: None}, summary=_("Close a division"))
def close_division(request: Call, code: str, body: shapes.DivisionClosed) -> None:
    services.close_division(
        request.actor,
        code=code,
        on=body.on,
        successor_code=body.successor_code or "",
        now=clock.now(),
    )
