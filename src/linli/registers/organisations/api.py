"""Organisations for programs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import File, Form, Router
from ninja.files import UploadedFile

from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import DivisionCode, Limit, Text
from linli.foundation.calls.values import Call
from linli.foundation.documents.values import MOST_BYTES
from linli.registers.organisations import queries, services
from linli.registers.organisations import schemas as shapes
from linli.registers.organisations.values import Function, OrganisationView

router = Router()
ONE = "/organisations/{uuid:organisation_id}"


@router.get(
    "/organisations",
    response=shapes.OrganisationsOut,
    summary=_("Organisations, larger divisions first"),
)
def found(
    request: Call,
    text: Text = "",
    function: Function | None = None,
    division_code: DivisionCode | None = None,
    with_closed: bool = False,  # noqa: FBT001, FBT002 - a query parameter
    cursor: Text = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    rows = queries.found(
        request.actor,
        text=text,
        function=function or "",
        division_code=division_code or "",
        with_closed=with_closed,
    )
    return rules.page(rows, cursor=cursor, limit=limit)


@router.get(ONE, response=shapes.OrganisationOut, summary=_("One organisation"))
def organisation(request: Call, organisation_id: UUID) -> OrganisationView:
    return queries.by_public_id(request.actor, public_id=organisation_id)


@router.post(
    "/organisations", response={201: shapes.OrganisationOut}, summary=_("Add an organisation")
)
def add(request: Call, body: shapes.OrganisationGiven) -> OrganisationView:
    return services.add(
        request.actor,
        **body.model_dump(exclude={"parent"}),
        parent_id=_key(request, body.parent),
        now=clock.now(),
    )


@router.put(ONE, response=shapes.OrganisationOut, summary=_("Change an organisation"))
def change(
    request: Call, organisation_id: UUID, body: shapes.OrganisationChanged
) -> OrganisationView:
    return services.change(
        request.actor,
        public_id=organisation_id,
        **body.model_dump(exclude={"parent"}),
        parent_id=_key(request, body.parent),
        now=clock.now(),
    )


@router.post(ONE + "/close", response={204: None}, summary=_("Close an organisation"))
def close(request: Call, organisation_id: UUID, body: shapes.OrganisationClosed) -> None:
    services.close(
        request.actor,
        public_id=organisation_id,
        on=body.on,
        reason=body.reason,
        now=clock.now(),
    )


@router.get(
    ONE + "/seals",
    response=shapes.SealsOut,
    summary=_("Every seal an office handed in, newest first"),
)
def seals(request: Call, organisation_id: UUID) -> dict[str, Any]:
    found = queries.seals(request.actor, organisation_id=organisation_id, now=clock.now())
    return {"items": found}


@router.post(
    ONE + "/seals",
    response={201: shapes.SealMade},
    summary=_("Hand in the seal of one's office as PNG or SVG; somebody else lets it in"),
)
def offer_seal(
    request: Call, organisation_id: UUID, file: File[UploadedFile], from_on: Form[date]
) -> dict[str, UUID]:
    made = services.offer_seal(
        request.actor,
        organisation_id=organisation_id,
        content=file.read(MOST_BYTES + 1),
        from_on=from_on,
        now=clock.now(),
    )
    return {"id": made}


@router.post(
    "/seals/{uuid:seal_id}/decision",
    response={204: None},
    summary=_("Let a seal in that somebody else handed in, or not"),
)
def decide_seal(request: Call, seal_id: UUID, body: shapes.SealDecision) -> None:
    services.decide_seal(
        request.actor,
        seal_id=seal_id,
        is_confirmed=body.is_confirmed,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(
    "/seals/{uuid:seal_id}/withdrawal",
    response={204: None},
    summary=_("Withdraw a seal from a day on"),
)
def withdraw_seal(request: Call, seal_id: UUID, body: shapes.OrganisationClosed) -> None:
    services.withdraw_seal(
        request.actor, seal_id=seal_id, on=body.on, reason=body.reason, now=clock.now()
    )


def _key(request: Call, public_id: UUID | None) -> int | None:
    if public_id is None:
        return None
    return queries.by_public_id(request.actor, public_id=public_id).id
