"""One's own record, household and mandates."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call
from linli.registers.people import queries, services
from linli.registers.people import schemas as shapes
from linli.registers.people.values import FamilyView, GrantedMandate

router = Router()


@router.get("/family", response=shapes.FamilyOut, summary=_("One's record, household and mandates"))
def my_family(request: Call) -> FamilyView:
    return queries.family(request.actor, now=clock.now())


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
        from_on=body.from_on,
        to_on=body.to_on,
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
