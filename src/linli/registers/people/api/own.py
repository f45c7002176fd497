"""One's own record, household and mandates."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Limit, Text
from linli.foundation.calls.values import Call
from linli.foundation.exchange.schemas import OwnLookupsOut
from linli.registers.people import queries, services
from linli.registers.people import schemas as shapes
from linli.registers.people.values import FamilyView, GrantedMandate

router = Router()


@router.get("/family", response=shapes.FamilyOut, summary=_("One's record, household and mandates"))
def my_family(request: Call) -> FamilyView:
    return queries.family(request.actor, now=clock.now())


@router.get(
    "/family/lookups",
    response=OwnLookupsOut,
    summary=_("Who asked which register about oneself and why, newest first"),
)
def lookups(request: Call, cursor: Text = "", limit: Limit = 50) -> dict[str, Any]:
    found = queries.lookups(request.actor, before=rules.number(cursor), limit=limit)
    mine = request.actor.account_id
    items = [
        {
            "at": one.at,
            "was_me": one.account_id == mine,
            "office": one.office,
            "purpose": one.purpose,
            "ground": one.ground,
            "register_name": one.register_name,
            "facts": one.facts,
            "outcome": one.outcome,
        }
        for one in found.entries
    ]
    return {"items": items, "next": rules.cursor(found.next_before)}


@router.put("/family/contact", response={204: None}, summary=_("Change one's phone and e-mail"))
def change_contact(request: Call, body: shapes.Contact) -> None:
    services.change_contact(request.actor, phone=body.phone, email=body.email, now=clock.now())


@router.post(
    "/family/mandates",
    response={201: shapes.GrantedOut},
    summary=_("Let somebody act for oneself: the answer has a code that the agent enters"),
)
def grant_by_code(request: Call, body: shapes.GrantMandate) -> GrantedMandate:
    return services.grant_mandate(
        request.actor,
        item_code=body.item_code,
        item_codes=body.item_codes,
        from_on=body.from_on,
        to_on=body.to_on,
        scope=body.scope,
        now=clock.now(),
    )


@router.post(
    "/family/mandates/accept",
    response={201: shapes.MadeOut},
    summary=_("Become somebody's agent by the code"),
)
def accept_mandate(request: Call, body: shapes.AcceptMandate) -> dict[str, UUID]:
    return {"id": services.accept_mandate(request.actor, code=body.code, now=clock.now())}


@router.post(
    "/mandates/{uuid:mandate_id}/revoke", response={204: None}, summary=_("End a mandate at once")
)
def revoke_mandate(request: Call, mandate_id: UUID) -> None:
    services.revoke_mandate(request.actor, mandate_id=mandate_id, now=clock.now())
