"""Tables for programs: upload one, read what is wrong, take it in."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import File, Router
from ninja.files import UploadedFile

from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Limit, Text
from linli.foundation.calls.values import Call
from linli.foundation.sheets import desk, queries, services
from linli.foundation.sheets import schemas as shapes
from linli.foundation.sheets.values import RunView

router = Router()


@router.get("/sheets", response=shapes.SheetsOut, summary=_("Tables that one may take in"))
def kinds(request: Call) -> dict[str, Any]:
    return {"items": [_sheet(one.sheet) for one in queries.kinds(request.actor)]}


@router.get("/sheets/runs", response=shapes.SheetRunsOut, summary=_("One's imports"))
def runs(request: Call) -> dict[str, Any]:
    return {"items": [_run(one) for one in queries.runs(request.actor)]}


@router.get("/sheets/{slug:kind}/template", summary=_("The empty table with headings and help"))
def template(request: Call, kind: str) -> HttpResponse:
    return desk.template(request, kind=kind)


@router.post(
    "/sheets/{slug:kind}",
    response={201: shapes.SheetMadeOut},
    summary=_("Upload a table: its rows are checked, nothing is written"),
)
def take(request: Call, kind: str, file: File[UploadedFile]) -> dict[str, Any]:
    return {"id": services.take(request.actor, kind=kind, upload=file, now=clock.now())}


@router.get("/sheets/runs/{uuid:run_id}", response=shapes.SheetRunOut, summary=_("An import"))
def run(request: Call, run_id: UUID) -> dict[str, Any]:
    return _run(queries.run(request.actor, run_id=run_id))


@router.get(
    "/sheets/runs/{uuid:run_id}/rows",
    response=shapes.SheetRowsOut,
    summary=_("Rows of an import, each with its faults"),
)
def rows(
    request: Call, run_id: UUID, shown: Text = "", cursor: Text = "", limit: Limit = 50
) -> dict[str, Any]:
    found, more = queries.rows(
        request.actor, run_id=run_id, shown=shown, after=rules.number(cursor) or 0, limit=limit
    )
    return {"items": found, "next": rules.cursor(more)}


@router.get("/sheets/runs/{uuid:run_id}/faults", summary=_("The file again, with its faults"))
def faults(request: Call, run_id: UUID) -> HttpResponse:
    return desk.faults(request, run_id=run_id)


@router.post(
    "/sheets/runs/{uuid:run_id}/load",
    response={204: None},
    summary=_("Take in the rows without a fault, or all or none"),
)
def load(request: Call, run_id: UUID, body: shapes.LoadGiven) -> None:
    services.load(request.actor, run_id=run_id, mode=body.mode, now=clock.now())


@router.delete(
    "/sheets/runs/{uuid:run_id}",
    response={204: None},
    summary=_("Throw away an import of which nothing was taken in"),
)
def discard(request: Call, run_id: UUID) -> None:
    services.discard(request.actor, run_id=run_id, now=clock.now())


def _run(view: RunView) -> dict[str, Any]:
    return {**asdict(view), "id": view.public_id}


def _sheet(sheet: Any) -> dict[str, Any]:
    columns = [
        {
            "id": one.id,
            "name": str(one.name),
            "type": one.type.value,
            "is_required": one.is_required,
            "help": str(one.help),
            "example": str(one.example),
            "choices": [value for value, _label in one.choices],
        }
        for one in sheet.columns
    ]
    return {"kind": sheet.kind, "title": str(sheet.title), "columns": columns}
