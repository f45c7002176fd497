"""The archive for programs of the offices."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from linli.engines.cases import queries, services
from linli.engines.cases import schemas as shapes
from linli.engines.cases.desk.keeping import sent
from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import ReasonGiven
from linli.foundation.calls.values import Call

router = Router()


@router.get(
    "/desk/archive", response=shapes.ArchiveOut, summary=_("Closed cases, the latest filed first")
)
def archive(request: Call, asked: Query[shapes.ArchiveAsked]) -> dict[str, Any]:
    rows, following = queries.archive(
        request.actor,
        text=asked.text,
        year=asked.year,
        is_due=asked.due,
        today=clock.today(),
        before=rules.number(asked.cursor),
        limit=asked.limit,
    )
    return {"items": rows, "next": rules.cursor(following)}


@router.post(
    "/desk/cases/{uuid:case_id}/erasure",
    response={204: None},
    summary=_("Propose to erase a case whose period of keeping is over"),
)
def propose_erasure(request: Call, case_id: UUID) -> None:
    services.propose_erasure(request.actor, case_id=str(case_id), now=clock.now())


@router.post(
    "/desk/cases/{uuid:case_id}/erasure/decision",
    response={204: None},
    summary=_("Erase what somebody else proposed, or keep it"),
)
def decide_erasure(request: Call, case_id: UUID, body: shapes.ErasureDecision) -> None:
    services.decide_erasure(
        request.actor, case_id=str(case_id), is_approved=body.is_approved, now=clock.now()
    )


@router.post(
    "/desk/cases/{uuid:case_id}/package",
    summary=_("A closed case as a signed package (ZIP) for the archive; recorded with its reason"),
)
def pack(request: Call, case_id: UUID, body: ReasonGiven) -> FileResponse:
    return sent(
        services.pack(request.actor, case_id=str(case_id), reason=body.reason, now=clock.now())
    )
