"""Papers for programs: one's own, and at the counter."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import File, Form, Router
from ninja.files import UploadedFile

from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call
from linli.registers.library import queries, services
from linli.registers.library import schemas as shapes

router = Router()


@router.get("/papers", response=shapes.PapersOut, summary=_("Papers of one's own that are kept"))
def papers(request: Call) -> dict[str, Any]:
    return {"items": queries.papers(request.actor, now=clock.now())}


@router.post(
    "/papers",
    response={201: shapes.KeptPaper},
    summary=_("Keep a paper of one's own; it replaces the one of its kind"),
)
def keep(request: Call, body: Form[shapes.NewPaper], file: File[UploadedFile]) -> dict[str, UUID]:
    paper_id = services.keep(request.actor, upload=file, **body.model_dump(), now=clock.now())
    return {"id": paper_id}


@router.get(
    "/people/{uuid:person_id}/papers",
    response=shapes.PapersOut,
    summary=_("Papers that are kept of somebody present"),
)
def papers_of(request: Call, person_id: UUID) -> dict[str, Any]:
    return {"items": queries.papers_of(request.actor, person_id=person_id, now=clock.now())}


@router.post(
    "/people/{uuid:person_id}/papers",
    response={201: shapes.KeptPaper},
    summary=_("Keep a paper whose original was seen at the counter"),
)
def keep_seen(
    request: Call, person_id: UUID, body: Form[shapes.NewPaper], file: File[UploadedFile]
) -> dict[str, UUID]:
    given = body.model_dump()
    paper_id = services.keep(
        request.actor, person_id=person_id, upload=file, **given, now=clock.now()
    )
    return {"id": paper_id}


@router.put(
    "/papers/{uuid:paper_id}/consent",
    response={204: None},
    summary=_("Agree that a paper is used again, or withdraw that"),
)
def allow(request: Call, paper_id: UUID, body: shapes.Reuse) -> None:
    services.allow(request.actor, paper_id=paper_id, may_reuse=body.may_reuse, now=clock.now())


@router.delete(
    "/papers/{uuid:paper_id}",
    response={204: None},
    summary=_("Delete a paper; it can be brought back for seven days"),
)
def delete(request: Call, paper_id: UUID) -> None:
    services.delete(request.actor, paper_id=paper_id, now=clock.now())


@router.post(
    "/papers/{uuid:paper_id}/restoration",
    response={204: None},
    summary=_("Bring a deleted paper back"),
)
def restore(request: Call, paper_id: UUID) -> None:
    services.restore(request.actor, paper_id=paper_id, now=clock.now())
