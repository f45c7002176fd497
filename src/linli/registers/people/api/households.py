"""Households, guardians, relatives, and mandates with both present."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call
from linli.registers.people import schemas as shapes
from linli.registers.people import services

router = Router()
PERSON = "/people/{uuid:person_id}"


@router.post(
    PERSON + "/household",
    response={201: shapes.MadeOut},
    summary=_("Open a household with this person as its head"),
)
def open_household(request: Call, person_id: UUID, body: shapes.HouseholdGiven) -> dict[str, UUID]:
    made = services.open_household(
        request.actor, head_id=person_id, **body.model_dump(), now=clock.now()
    )
    return {"id": made}


@router.post(
    "/people/households/{uuid:household_id}/members",
    response={204: None},
    summary=_("Add somebody to a household"),
)
def add_member(request: Call, household_id: UUID, body: shapes.MemberGiven) -> None:
    services.add_member(
        request.actor,
        household_id=household_id,
        person_id=body.person,
        kinship=body.kinship,
        now=clock.now(),
    )


@router.post(
    PERSON + "/household/leave", response={204: None}, summary=_("End a membership of a household")
)
def leave_household(request: Call, person_id: UUID, body: shapes.LeftGiven) -> None:
    services.leave_household(
        request.actor, person_id=person_id, left_on=body.left_on, now=clock.now()
    )


@router.post(
    PERSON + "/household/head",
    response={204: None},
    summary=_("Make this person the head of the household"),
)
def change_head(request: Call, person_id: UUID, body: shapes.HeadGiven) -> None:
    services.change_head(
        request.actor, person_id=person_id, former_is=body.former_is, now=clock.now()
    )


@router.post(PERSON + "/guardians", response={201: shapes.MadeOut}, summary=_("Record a guardian"))
def add_guardianship(request: Call, person_id: UUID, body: shapes.GuardianGiven) -> dict[str, UUID]:
    made = services.add_guardianship(
        request.actor,
        guardian_id=body.guardian,
        ward_id=person_id,
        basis=body.basis,
        from_on=body.from_on,
        to_on=body.to_on,
        now=clock.now(),
    )
    return {"id": made}


@router.post(PERSON + "/relations", response={201: shapes.MadeOut}, summary=_("Record a relative"))
def add_relation(request: Call, person_id: UUID, body: shapes.RelationGiven) -> dict[str, UUID]:
    made = services.add_relation(
        request.actor,
        person_id=person_id,
        other_id=body.other,
        kind=body.kind,
        now=clock.now(),
    )
    return {"id": made}


@router.post(
    "/people/relations/{uuid:relation_id}/end",
    response={204: None},
    summary=_("End a relation"),
)
def end_relation(request: Call, relation_id: UUID, body: shapes.EndRelation) -> None:
    services.end_relation(
        request.actor,
        relation_id=relation_id,
        to_on=body.to_on,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(
    "/people/mandates",
    response={201: shapes.MadeOut},
    summary=_("Record a mandate with both present; it holds at once"),
)
def grant_mandate(request: Call, body: shapes.MandateAtCounter) -> dict[str, UUID]:
    made = services.grant_mandate(
        request.actor,
        principal_id=body.principal,
        agent_id=body.agent,
        item_code=body.item_code,
        item_codes=body.item_codes,
        from_on=body.from_on,
        to_on=body.to_on,
        scope=body.scope,
        now=clock.now(),
    )
    return {"id": made.public_id}
