"""Family members agree: asked for a draft, answered by code or at a counter, taken back."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import File, Router
from ninja.files import UploadedFile

from linli.engines.cases import queries, services
from linli.engines.cases import schemas as shapes
from linli.engines.cases.values import AgreementState
from linli.foundation.calendar import clock
from linli.foundation.calls import services as calls
from linli.foundation.calls.values import Call

router = Router()
desk = Router()
OF_DRAFT = "/drafts/{uuid:draft_id}/agreements"
LINK = "/agreements/{uuid:agreement_id}"
LOOKS_A_MINUTE = 30


@router.get(
    OF_DRAFT,
    response=shapes.AgreementsOut,
    summary=_("Which family members have to agree before a draft is handed in, and who has"),
)
def agreements(request: Call, draft_id: UUID) -> dict[str, Any]:
    found = queries.agreements(request.actor, draft_id=str(draft_id), now=clock.now())
    return {"items": found}


@router.post(
    OF_DRAFT + "/{place}/message",
    response={201: shapes.Made},
    summary=_("Ask a family member by a message with a code; `place` is the row, from 0"),
)
def ask_member(
    request: Call, draft_id: UUID, place: int, body: shapes.MemberAsked
) -> dict[str, str]:
    found = services.ask_member(
        request.actor, draft_id=str(draft_id), place=place, phone=body.phone, now=clock.now()
    )
    return {"id": found}


@router.post(
    OF_DRAFT + "/{place}/paper",
    response={201: shapes.Made},
    summary=_("Hand in the form that a family member signed"),
)
def sign_on_paper(
    request: Call, draft_id: UUID, place: int, file: File[UploadedFile]
) -> dict[str, str]:
    found = services.sign_on_paper(
        request.actor, draft_id=str(draft_id), place=place, upload=file, now=clock.now()
    )
    return {"id": found}


@router.post(
    OF_DRAFT + "/{place}/guardian",
    response={201: shapes.Made},
    summary=_("Agree as guardian for a child under 14, or for a ward by a court's judgment"),
)
def agree_as_guardian(request: Call, draft_id: UUID, place: int) -> dict[str, str]:
    found = services.agree_as_guardian(
        request.actor, draft_id=str(draft_id), place=place, now=clock.now()
    )
    return {"id": found}


@router.post(
    "/cases/{uuid:case_id}/agreements/{place}/message",
    response={201: shapes.Made},
    summary=_("Ask a family member again who took the agreement back"),
)
def ask_again(request: Call, case_id: UUID, place: int, body: shapes.MemberAsked) -> dict[str, str]:
    found = services.ask_member(
        request.actor, case_id=str(case_id), place=place, phone=body.phone, now=clock.now()
    )
    return {"id": found}


@router.get(
    LINK, auth=None, response=shapes.AskedOut, summary=_("What the member of a link is asked")
)
def asked(request: Call, agreement_id: UUID) -> queries.Asked:
    calls.count(f"agree:{agreement_id}", most=LOOKS_A_MINUTE, now=clock.now())
    return queries.asked(request.actor, agreement_id=str(agreement_id))


@router.post(
    LINK + "/code", auth=None, response={204: None}, summary=_("Send the member a new code")
)
def send_code(request: Call, agreement_id: UUID) -> None:
    calls.count(f"agree:{agreement_id}", most=LOOKS_A_MINUTE, now=clock.now())
    services.send_code(request.actor, agreement_id=str(agreement_id), now=clock.now())


@router.post(
    LINK + "/answer",
    auth=None,
    response={204: None},
    summary=_("Agree, refuse or take back by the code of the message"),
)
def answer_by_code(request: Call, agreement_id: UUID, body: shapes.AgreementCode) -> None:
    calls.count(f"agree:{agreement_id}", most=LOOKS_A_MINUTE, now=clock.now())
    services.answer_by_code(
        request.actor,
        agreement_id=str(agreement_id),
        code=body.code,
        answer=AgreementState(body.answer),
        now=clock.now(),
    )


@desk.post(
    "/counter/agreements/search",
    response=shapes.AskedAtCounterOut,
    summary=_("What the person who shows a document is asked to agree to"),
)
def at_counter(request: Call, body: shapes.DocumentShown) -> dict[str, Any]:
    return {
        "items": queries.at_counter(
            request.actor, document_type=body.document_type, number=body.number
        )
    }


@desk.post(
    "/counter" + LINK + "/answer",
    response={204: None},
    summary=_("Record what a family member says who is present and shows the document"),
)
def answer_at_counter(request: Call, agreement_id: UUID, body: shapes.CounterAnswer) -> None:
    services.answer_at_counter(
        request.actor,
        agreement_id=str(agreement_id),
        document_type=body.document_type,
        number=body.number,
        answer=AgreementState(body.answer),
        now=clock.now(),
    )
