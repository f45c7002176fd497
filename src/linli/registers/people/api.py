"""People for programs: `family` for oneself, `router` for those who keep the register."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.values import Call
from linli.registers.people import queries, services
from linli.registers.people import schemas as shapes
from linli.registers.people.values import (
    FOUND_LIMIT,
    FamilyView,
    FilePage,
    GrantedMandate,
    PersonRow,
)

family = Router()
router = Router()
PERSON = "/people/{uuid:person_id}"


# ── oneself ────────────────────────────────────────────────────────────────
@family.get("/family", response=shapes.FamilyOut, summary=_("One's record, household and mandates"))
def my_family(request: Call) -> FamilyView:
    return queries.family(request.actor, now=clock.now())


@family.put("/family/contact", response={204: None}, summary=_("Change one's phone and e-mail"))
def change_contact(request: Call, body: shapes.Contact) -> None:
    services.change_contact(request.actor, phone=body.phone, email=body.email, now=clock.now())


@family.post(
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


@family.post(
    "/family/mandates/accept",
    response={201: shapes.MadeOut},
    summary=_("Become somebody's agent by the code"),
)
def accept_mandate(request: Call, body: shapes.AcceptMandate) -> dict[str, UUID]:
    return {"id": services.accept_mandate(request.actor, code=body.code, now=clock.now())}


@family.post(
    "/mandates/{uuid:mandate_id}/revoke", response={204: None}, summary=_("End a mandate at once")
)
def revoke_mandate(request: Call, mandate_id: UUID) -> None:
    services.revoke_mandate(request.actor, mandate_id=mandate_id, now=clock.now())


# ── finding ────────────────────────────────────────────────────────────────
@router.post(
    "/people/find-exact",
    response=shapes.PersonRowOut,
    summary=_("Find somebody in the whole city by the exact number; every look is logged"),
)
def find_exact(request: Call, body: shapes.Document) -> PersonRow:
    return queries.find_exact(
        request.actor, document_type=body.document_type, number=body.number, now=clock.now()
    )


@router.post(
    "/people/search",
    response=shapes.PeopleOut,
    summary=_("Find people of one's divisions by name, pinyin or phone"),
)
def find(request: Call, body: shapes.Searched) -> dict[str, Any]:
    after = rules.number(body.cursor) or 0
    rows = queries.find(request.actor, text=body.text, now=clock.now(), after=after)
    more = rows[-1].id if len(rows) == FOUND_LIMIT else None
    return {"items": rows, "next": rules.cursor(more)}


# ── records ────────────────────────────────────────────────────────────────
@router.post(
    "/people",
    response={201: shapes.MadeOut},
    summary=_("Register somebody who is present with a document"),
)
def register(request: Call, body: shapes.RegisterPerson) -> dict[str, UUID]:
    given = body.model_dump() | {"sex": body.sex or ""}
    return {"id": services.register(request.actor, **given, now=clock.now()).public_id}


@router.get(PERSON, response=shapes.RecordOut, summary=_("One person, numbers masked"))
def person(request: Call, person_id: UUID) -> FilePage:
    return queries.file_page(request.actor, person_id=person_id, now=clock.now())


@router.patch(PERSON, response={204: None}, summary=_("Change a record"))
def change(request: Call, person_id: UUID, body: shapes.ChangeGiven) -> None:
    changes = body.model_dump(exclude_unset=True, exclude={"reason"})
    services.change(
        request.actor,
        person_id=person_id,
        changes=changes,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(PERSON + "/merge", response={204: None}, summary=_("Merge another record into this"))
def merge(request: Call, person_id: UUID, body: shapes.MergeGiven) -> None:
    services.merge(
        request.actor,
        kept_id=person_id,
        dropped_id=body.dropped,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(
    PERSON + "/unmask-phone",
    response=shapes.NumberOut,
    summary=_("The whole phone number, for a reason that is kept"),
)
def unmask_phone(request: Call, person_id: UUID, body: shapes.Because) -> dict[str, str]:
    number = services.unmask_phone(
        request.actor, person_id=person_id, reason=body.reason, now=clock.now()
    )
    return {"number": number}


# ── documents ──────────────────────────────────────────────────────────────
@router.post(
    PERSON + "/documents",
    response={201: shapes.MadeOut},
    summary=_("Add a document that was shown"),
)
def add_document(request: Call, person_id: UUID, body: shapes.AddDocument) -> dict[str, UUID]:
    made = services.add_document(
        request.actor, person_id=person_id, **body.model_dump(), now=clock.now()
    )
    return {"id": made}


@router.post(
    "/people/documents/{uuid:document_id}/confirm",
    response={204: None},
    summary=_("Confirm that the person showed this document"),
)
def confirm_identity(request: Call, document_id: UUID) -> None:
    services.confirm_identity(request.actor, document_id=document_id, now=clock.now())


@router.post(
    "/people/documents/{uuid:document_id}/retire",
    response={204: None},
    summary=_("Take a document out of use"),
)
def retire_document(request: Call, document_id: UUID, body: shapes.Because) -> None:
    services.retire_document(
        request.actor, document_id=document_id, reason=body.reason, now=clock.now()
    )


@router.post(
    "/people/documents/{uuid:document_id}/unmask",
    response=shapes.NumberOut,
    summary=_("The whole number of a document, for a reason that is kept"),
)
def unmask(request: Call, document_id: UUID, body: shapes.Because) -> dict[str, str]:
    number = services.unmask(
        request.actor, document_id=document_id, reason=body.reason, now=clock.now()
    )
    return {"number": number}


# ── households and relations ───────────────────────────────────────────────
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
        from_on=body.from_on,
        to_on=body.to_on,
        now=clock.now(),
    )
    return {"id": made.public_id}


# ── people under 14 ────────────────────────────────────────────────────────
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
