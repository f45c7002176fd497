"""What one receives: all of it, one, a change at home, another account."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.engines.entitlements import queries, services
from linli.engines.entitlements import schemas as shapes
from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call

router = Router()
ONE = "/entitlements/{uuid:entitlement_id}"


@router.get("/entitlements", response=shapes.GivensOut, summary=_("What one receives"))
def mine(request: Call) -> dict[str, Any]:
    return {"items": queries.mine(request.actor, now=clock.now())}


@router.get(ONE, response=shapes.OneOut, summary=_("One of them, with its months and history"))
def my_one(request: Call, entitlement_id: UUID) -> queries.GivenView:
    return queries.my_one(request.actor, entitlement_id=entitlement_id, now=clock.now())


@router.post(
    ONE + "/reports",
    response={201: shapes.BegunOut},
    summary=_("Report a change at home; also for whoever takes it in at the counter"),
)
def report_change(request: Call, entitlement_id: UUID, body: shapes.ReportGiven) -> dict[str, UUID]:
    made = services.report_change(
        request.actor, entitlement_id=entitlement_id, **body.model_dump(), now=clock.now()
    )
    return {"id": made}


@router.put(ONE + "/account", response={204: None}, summary=_("Have it paid to another account"))
def change_account(request: Call, entitlement_id: UUID, body: shapes.PayeeGiven) -> None:
    services.change_account(
        request.actor, entitlement_id=entitlement_id, **body.model_dump(), now=clock.now()
    )
