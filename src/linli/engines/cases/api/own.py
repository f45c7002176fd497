"""Applications of one's own: handed in whole, followed, answered, rated; and is this paper real."""

import hashlib
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Header, Router

from linli.engines.cases import queries, services
from linli.engines.cases import schemas as shapes
from linli.engines.cases.api.drafts import person_key
from linli.engines.cases.portal import announced
from linli.engines.cases.values import Issued
from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Limit, ReasonGiven, Text
from linli.foundation.calls.values import Call
from linli.foundation.errors.values import NotFoundError
from linli.foundation.notices.schemas import ToldList

router = Router()
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=64,
        pattern=r"^[A-Za-z0-9._-]+$",
        description=_("Yours, new for each application: the same key and body give the same case"),
    ),
]


@router.post(
    "/applications",
    response={201: shapes.Filed},
    summary=_("Hand in an application as a whole"),
)
def submit_application(
    request: Call, body: shapes.Application, idempotency_key: IdempotencyKey
) -> dict[str, str]:
    now, digest = clock.now(), hashlib.sha256(body.model_dump_json().encode()).hexdigest()
    for_person_id = person_key(request, body.for_person, body.item)
    case_id = services.submit_application(
        request.actor,
        item_code=body.item,
        digest=body.digest,
        answers=body.answers,
        materials=papers(body.materials)
        | {paper: [{"promise": on.isoformat()}] for paper, on in body.promises.items()},
        for_person_id=for_person_id,
        confirmed=body.confirmed,
        idempotency_key=idempotency_key,
        body_digest=digest,
        now=now,
    )
    return {"id": case_id}


@router.get("/cases", response=shapes.CasePage, summary=_("One's cases, newest first"))
def my_cases(request: Call, cursor: Text = "", limit: Limit = 20) -> dict[str, Any]:
    rows, following = queries.my_cases(
        request.actor, now=clock.now(), before=rules.number(cursor), limit=limit
    )
    return {"items": rows, "next": rules.cursor(following)}


@router.get("/cases/{uuid:case_id}", response=shapes.CaseOut, summary=_("One of one's cases"))
def my_case(request: Call, case_id: UUID) -> queries.CaseView:
    return queries.my_case(request.actor, case_id=str(case_id), now=clock.now())


@router.post(
    "/cases/{uuid:case_id}/supplement",
    response={204: None},
    summary=_("Hand in what an office asked for"),
)
def answer_supplement(request: Call, case_id: UUID, body: shapes.SupplementAnswer) -> None:
    services.answer_supplement(
        request.actor,
        case_id=str(case_id),
        answers=body.answers,
        materials=papers(body.materials),
        note=body.note,
        now=clock.now(),
    )


@router.post(
    "/cases/{uuid:case_id}/materials/{material_id}",
    response={204: None},
    summary=_("Hand in a paper that was promised; the time limit goes on"),
)
def follow_paper(
    request: Call, case_id: UUID, material_id: str, body: shapes.PaperFollowed
) -> None:
    services.follow_paper(
        request.actor,
        case_id=str(case_id),
        material_id=material_id,
        papers=[{"file": str(one)} for one in body.files],
        now=clock.now(),
    )


@router.post(
    "/cases/{uuid:case_id}/withdraw",
    response={204: None},
    summary=_("Take an application back before it is decided"),
)
def withdraw(request: Call, case_id: UUID, body: ReasonGiven) -> None:
    services.withdraw(request.actor, case_id=str(case_id), reason=body.reason, now=clock.now())


@router.post(
    "/cases/{uuid:case_id}/rating",
    response={204: None},
    summary=_("Rate how handing in went while it is handled, how it ended once it is decided"),
)
def rate(request: Call, case_id: UUID, body: shapes.RatingGiven) -> None:
    services.rate(
        request.actor,
        case_id=str(case_id),
        grade=body.grade,
        stage=body.stage,
        comment=body.comment,
        is_named=body.is_named,
        now=clock.now(),
    )


@router.post(
    "/cases/{uuid:case_id}/place/give-up",
    response={204: None},
    summary=_("Give a place back; the next in turn gets it"),
)
def give_up_place(request: Call, case_id: UUID) -> None:
    services.give_up_place(request.actor, case_id=str(case_id), now=clock.now())


@router.get(
    "/public-notices",
    auth=None,
    response=shapes.PublicNoticesOut,
    summary=_("What is announced in public in a division, newest first"),
)
def public_notices(request: Call, division: Text = "", before: int | None = None) -> dict[str, Any]:
    rows, following = queries.public_notices(division_code=division, before=before, now=clock.now())
    return {"items": rows, "next": following}


@router.get(
    "/public-notices/{uuid:notice_id}",
    auth=None,
    response=shapes.PublicNoticeOut,
    summary=_("One public notice"),
)
def public_notice(request: Call, notice_id: UUID) -> queries.NoticeView:
    return queries.public_notice(notice_id=str(notice_id), now=clock.now())


@router.post(
    "/public-notices/{uuid:notice_id}/objections",
    response={201: shapes.Made},
    summary=_("Object to a public notice while it is posted"),
)
def object_to(request: Call, notice_id: UUID, body: shapes.ObjectionGiven) -> dict[str, str]:
    objection = services.object_to(
        request.actor,
        notice_id=str(notice_id),
        name=body.name,
        contact=body.contact,
        words=body.words,
        now=clock.now(),
    )
    return {"id": objection}


@router.post(
    "/cases/{uuid:case_id}/questions",
    response={204: None},
    summary=_("Ask the office that has the case, or that decided it"),
)
def ask(request: Call, case_id: UUID, body: shapes.QuestionGiven) -> None:
    services.ask(request.actor, case_id=str(case_id), question=body.question, now=clock.now())


@router.post(
    "/cases/{uuid:case_id}/reply",
    response={204: None},
    summary=_("Answer what an office asked; it is no supplement"),
)
def answer_office(request: Call, case_id: UUID, body: shapes.ReplyGiven) -> None:
    services.answer_office(request.actor, case_id=str(case_id), answer=body.answer, now=clock.now())


@router.post(
    "/cases/{uuid:case_id}/rating/answer",
    response={204: None},
    summary=_("Answer once about a rating that is not counted"),
)
def answer_rating(request: Call, case_id: UUID, body: shapes.RatingAnswered) -> None:
    services.answer_rating(
        request.actor, case_id=str(case_id), stage=body.stage, text=body.text, now=clock.now()
    )


@router.get(
    "/cases/{uuid:case_id}/notices",
    response=ToldList,
    summary=_("What the parties of one's case were told, when and on which ways"),
)
def told_to_parties(request: Call, case_id: UUID) -> dict[str, Any]:
    _row, found = queries.told_to_parties(request.actor, case_id=str(case_id), now=clock.now())
    return {"items": found}


@router.get(
    "/public-notices/{uuid:notice_id}/paper",
    auth=None,
    summary=_("A public notice as a signed PDF, while it is posted"),
)
def notice_paper(request: Call, notice_id: UUID) -> HttpResponse:
    return announced.notice_paper(request, notice_id=notice_id)


@router.get(
    "/documents",
    response=shapes.DocumentsOut,
    summary=_("Result documents of one's cases, newest first"),
)
def my_documents(request: Call) -> dict[str, Any]:
    return {"items": queries.my_documents(request.actor, now=clock.now())}


@router.get(
    "/verify",
    auth=None,
    response=shapes.VerifiedOut,
    summary=_("Is this paper real: by its serial, by the SHA-256 of its file, or both"),
)
def verified(request: Call, serial: Text = "", sha256: Text = "") -> queries.Verified:
    found = queries.verified(serial=serial, sha256=sha256.lower())
    if found is None:
        raise NotFoundError
    return found


@router.post(
    "/verify",
    auth=None,
    response=shapes.AnswerOut,
    summary=_("Is this paper real: by what its QR code says"),
)
def checked(request: Call, body: shapes.CodeGiven) -> queries.Answer:
    return queries.checked_code(body.code)


@router.get(
    "/verify/keys",
    auth=None,
    response=shapes.KeysOut,
    summary=_("Public keys and revoked documents, to verify without asking again"),
)
def published_keys(request: Call) -> dict[str, Any]:
    return queries.published_keys(now=clock.now())


@router.post(
    "/cases/{uuid:case_id}/documents",
    response={201: shapes.IssuedOut},
    summary=_("Issue a paper of a case, or get the one that stands"),
)
def issue_document(request: Call, case_id: UUID, body: shapes.DocumentAsked) -> Issued:
    return services.issue_document(
        request.actor,
        case_id=str(case_id),
        kind=body.kind,
        subject=str(body.list or body.subject),
        title=body.title,
        text=body.text,
        now=clock.now(),
    )


def papers(given: dict[str, list[UUID]]) -> dict[str, list[dict[str, str]]]:
    """Return papers as the engine keeps them."""
    return {paper: [{"file": str(one)} for one in files] for paper, files in given.items()}
