"""Drafts: begun, saved section by section, handed in."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import File, Form, Header, Router
from ninja.files import UploadedFile

from linli.engines.cases import queries, services
from linli.engines.cases import schemas as shapes
from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.values import Call, StaleRevisionError
from linli.registers.people import queries as people

router = Router()
IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        description=_("The ETag of the draft as you read it; 412 if it was saved since"),
    ),
]


@router.get("/drafts", response=shapes.DraftsOut, summary=_("One's drafts, the last saved first"))
def drafts(request: Call) -> dict[str, Any]:
    return {"items": queries.drafts(request.actor)}


@router.post(
    "/drafts",
    response=shapes.DraftOut,
    summary=_("Begin an application, or get the draft that exists"),
)
def start(request: Call, body: shapes.DraftStart) -> queries.DraftView:
    return services.start(
        request.actor,
        item_code=body.item,
        for_person_id=person_key(request, body.for_person, body.item),
        use_record=body.use_record,
        now=clock.now(),
    )


@router.get("/drafts/{uuid:draft_id}", response=shapes.DraftOut, summary=_("One draft"))
def draft(request: Call, response: HttpResponse, draft_id: UUID) -> queries.DraftView:
    found = queries.draft(request.actor, draft_id=str(draft_id))
    response["ETag"] = rules.revision_tag(found.revision)
    return found


@router.post(
    "/drafts/{uuid:draft_id}/lookups",
    response=shapes.DraftOut,
    summary=_("Ask the registers for what the service names; what was typed stays"),
)
def look_up(request: Call, draft_id: UUID) -> queries.DraftView:
    return services.look_up_again(request.actor, draft_id=str(draft_id), now=clock.now())


@router.put(
    "/drafts/{uuid:draft_id}/sections/{section}",
    response=shapes.SectionSaved,
    summary=_("Keep the answers of one section as typed; the answer says what is still wrong"),
)
def save_section(
    request: Call,
    response: HttpResponse,
    draft_id: UUID,
    section: str,
    body: shapes.SectionAnswers,
    if_match: IfMatch = "",
) -> dict[str, Any]:
    before = queries.draft(request.actor, draft_id=str(draft_id))
    if not rules.may_write(if_match, rules.revision_tag(before.revision)):
        raise StaleRevisionError
    checked = services.save_section(
        request.actor,
        draft_id=str(draft_id),
        section=section,
        answers=body.answers,
        revision=before.revision if if_match else None,
        now=clock.now(),
    )
    revision = before.revision + 1
    response["ETag"] = rules.revision_tag(revision)
    problems = [
        {"path": found.path, "code": found.code, "detail": str(found.message)}
        for found in checked.problems
    ]
    return {"revision": revision, "is_valid": checked.is_valid, "problems": problems}


@router.post(
    "/drafts/{uuid:draft_id}/materials/{material_id}/files",
    response={204: None},
    summary=_("Add a file to a paper of a draft"),
)
def attach(
    request: Call,
    draft_id: UUID,
    material_id: str,
    file: File[UploadedFile],
    keep: Form[bool] = False,  # noqa: FBT002 - ninja reads it from the form
) -> None:
    services.attach(
        request.actor,
        draft_id=str(draft_id),
        material_id=material_id,
        upload=file,
        keep=keep,
        now=clock.now(),
    )


@router.post(
    "/drafts/{uuid:draft_id}/materials/{material_id}/papers/{uuid:paper_id}",
    response={204: None},
    summary=_("Put a paper that was given before to a draft"),
)
def use_paper(request: Call, draft_id: UUID, material_id: str, paper_id: UUID) -> None:
    services.use_paper(
        request.actor,
        draft_id=str(draft_id),
        material_id=material_id,
        paper_id=str(paper_id),
        now=clock.now(),
    )


@router.delete(
    "/drafts/{uuid:draft_id}/materials/{material_id}/files/{uuid:file_id}",
    response={204: None},
    summary=_("Take a file out of a draft"),
)
def detach(request: Call, draft_id: UUID, material_id: str, file_id: UUID) -> None:
    services.detach(
        request.actor,
        draft_id=str(draft_id),
        material_id=material_id,
        file_id=str(file_id),
        now=clock.now(),
    )


@router.put(
    "/drafts/{uuid:draft_id}/materials/{material_id}/seen",
    response={204: None},
    summary=_("Record at the counter that the original of a paper was seen"),
)
def show_paper(request: Call, draft_id: UUID, material_id: str, body: shapes.PaperSeen) -> None:
    services.show_paper(
        request.actor,
        draft_id=str(draft_id),
        material_id=material_id,
        has_seen=body.has_seen,
        now=clock.now(),
    )


@router.put(
    "/drafts/{uuid:draft_id}/materials/{material_id}/promise",
    response={204: None},
    summary=_("Promise a paper for a day, where the service lets it follow"),
)
def promise_paper(
    request: Call, draft_id: UUID, material_id: str, body: shapes.PaperPromised
) -> None:
    services.promise_paper(
        request.actor,
        draft_id=str(draft_id),
        material_id=material_id,
        on=body.on,
        now=clock.now(),
    )


@router.delete(
    "/drafts/{uuid:draft_id}",
    response={204: None},
    summary=_("Throw a draft away, with its files"),
)
def discard(request: Call, draft_id: UUID) -> None:
    services.discard(request.actor, draft_id=str(draft_id))


@router.post(
    "/drafts/{uuid:draft_id}/submission",
    response={201: shapes.Filed},
    summary=_("Hand a draft in; a second call gives the same case"),
)
def submit(request: Call, draft_id: UUID, body: shapes.Submission) -> dict[str, str]:
    case_id = services.submit(
        request.actor,
        draft_id=str(draft_id),
        digest=body.digest,
        consents=body.consents,
        confirmed=body.confirmed,
        now=clock.now(),
    )
    return {"id": case_id}


def person_key(request: Call, person: UUID | None, item_code: str) -> int | None:
    """Return the key of a person whom the actor may read; raises `NotFoundError`."""
    if person is None:
        return None
    return people.person(request.actor, person_id=person, item_code=item_code).id
