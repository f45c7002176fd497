"""Asking to read the data of under-14s, and deciding."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call
from linli.registers.people import queries, services
from linli.registers.people import schemas as shapes

router = Router()
PERSON = "/people/{uuid:person_id}"


@router.get(
    "/people/minor-requests",
    response=shapes.ApprovalsOut,
    summary=_("Requests to read the data of people under 14"),
)
def approvals(request: Call) -> dict[str, Any]:
    return {"items": queries.approvals(request.actor)}


@router.post(
    PERSON + "/minor-requests",
    response={201: shapes.MadeOut},
    summary=_("Ask to read the data of somebody under 14"),
)
def request_minor_reading(request: Call, person_id: UUID, body: shapes.Because) -> dict[str, UUID]:
    made = services.request_minor_reading(
        request.actor, person_id=person_id, reason=body.reason, now=clock.now()
    )
    return {"id": made}


@router.post(
    "/people/minor-requests/{uuid:approval_id}/approve",
    response={204: None},
    summary=_("Allow the reading, for at most seven days"),
)
def approve_minor_reading(request: Call, approval_id: UUID, body: shapes.ApprovalGiven) -> None:
    services.approve_minor_reading(
        request.actor, approval_id=approval_id, until=body.until, now=clock.now()
    )


@router.post(
    "/people/minor-requests/{uuid:approval_id}/decline",
    response={204: None},
    summary=_("Refuse the reading"),
)
def decline_minor_reading(request: Call, approval_id: UUID) -> None:
    services.decline_minor_reading(request.actor, approval_id=approval_id, now=clock.now())
