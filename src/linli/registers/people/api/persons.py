"""Persons and their documents: found, registered, changed, merged."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.values import Call
from linli.registers.people import queries, services
from linli.registers.people import schemas as shapes
from linli.registers.people.values import FOUND_LIMIT, FilePage, PersonRow

router = Router()
PERSON = "/people/{uuid:person_id}"


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
