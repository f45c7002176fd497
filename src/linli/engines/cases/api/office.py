"""What offices read: their queue, their line, one case."""

import re
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from linli.engines.cases import queries, services
from linli.engines.cases import schemas as shapes
from linli.engines.cases.values import Issued, LetterDraft, RatingStage
from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import ReasonGiven
from linli.foundation.calls.values import Call
from linli.foundation.formspec.values import DisplayRow
from linli.foundation.notices.schemas import ToldList

router = Router()
PLACE = re.compile(r"\d{4}-\d\d-\d\d\.\d{1,18}")  # last day and task, as the queue's query has it


@router.get(
    "/queue",
    response=shapes.QueueOut,
    summary=_("Tasks of one's posts, the earliest last day first"),
)
def queue(request: Call, asked: Query[shapes.QueueAsked]) -> dict[str, Any]:
    page = queries.tasks_for(
        request.actor,
        shown=_filter(asked),
        cursor=_place(asked.cursor),
        now=clock.now(),
        limit=asked.limit,
    )
    return _page(page)


@router.get(
    "/line", response=shapes.QueueOut, summary=_("Live tasks in the line that one supervises")
)
def line(request: Call, asked: Query[shapes.QueueAsked]) -> dict[str, Any]:
    page = queries.line_tasks(
        request.actor,
        shown=_filter(asked),
        cursor=_place(asked.cursor),
        now=clock.now(),
        limit=asked.limit,
    )
    return _page(page)


@router.get(
    "/line/figures", response=shapes.LineOut, summary=_("How the offices of the line stand")
)
def line_figures(request: Call) -> dict[str, Any]:
    return {"items": queries.line_figures(request.actor, now=clock.now())}


@router.get(
    "/desk/ratings",
    response=shapes.RatingFiguresOut,
    summary=_("How cases in scope were rated; nothing under five"),
)
def rating_figures(request: Call) -> Any:
    return queries.rating_figures(request.actor)


@router.get(
    "/desk/ratings/statistics",
    response=shapes.RatingRows,
    summary=_("How items or offices of one's line were rated, without raters"),
)
def rating_statistics(
    request: Call,
    by: Literal["item", "office"] = "item",
    stage: RatingStage = RatingStage.RESULT,
) -> dict[str, Any]:
    return {"items": queries.rating_statistics(request.actor, by=by, stage=stage, now=clock.now())}


@router.get(
    "/desk/cases/{uuid:case_id}/notices",
    response=ToldList,
    summary=_("Who was told what about a case, when and on which ways; by part, never by name"),
)
def told_about(request: Call, case_id: UUID) -> dict[str, Any]:
    _row, found = queries.told_about(request.actor, case_id=str(case_id), now=clock.now())
    return {"items": found}


@router.get(
    "/desk/cases",
    response=shapes.CasePage,
    summary=_("Cases that one's posts may see, newest first"),
)
def cases(request: Call, asked: Query[shapes.CasesAsked]) -> dict[str, Any]:
    rows, following = queries.cases_in_scope(
        request.actor,
        text=asked.text,
        shown=_scope(asked),
        before=rules.number(asked.cursor),
        limit=asked.limit,
    )
    return {"items": rows, "next": rules.cursor(following)}


@router.get(
    "/desk/cases/{uuid:case_id}",
    response=shapes.DeskCaseOut,
    summary=_("One case with everything on it"),
)
def case(request: Call, case_id: UUID) -> queries.DeskCaseView:
    return queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())


@router.post(
    "/desk/cases/{uuid:case_id}/reveal",
    response=shapes.AnswerRowOut,
    summary=_("One masked answer whole, for a reason that is kept"),
)
def reveal(request: Call, case_id: UUID, body: shapes.RevealAsked) -> DisplayRow:
    return services.reveal(
        request.actor,
        case_id=str(case_id),
        path=body.path,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(
    "/desk/cases/{uuid:case_id}/minor-requests",
    response={201: shapes.Made},
    summary=_("Ask to read a case that names somebody under 14"),
)
def request_reading(request: Call, case_id: UUID, body: shapes.ReasonGiven) -> dict[str, UUID]:
    made = services.request_reading(
        request.actor, case_id=str(case_id), reason=body.reason, now=clock.now()
    )
    return {"id": made}


@router.get(
    "/desk/letter-templates",
    response=shapes.LettersOut,
    summary=_("Letters that an office may choose, with their blanks"),
)
def letter_templates(request: Call) -> dict[str, Any]:
    return {"items": queries.letter_templates(request.actor)}


@router.post(
    "/desk/cases/{uuid:case_id}/letters/preview",
    response=shapes.LetterDraftOut,
    summary=_("How a letter reads with its blanks filled in; nothing is kept"),
)
def letter_draft(request: Call, case_id: UUID, body: shapes.LetterGiven) -> LetterDraft:
    return queries.letter_draft(
        request.actor,
        case_id=str(case_id),
        letter=body.letter,
        blanks=body.blanks,
        now=clock.now(),
    )


@router.post(
    "/desk/cases/{uuid:case_id}/letters",
    response={201: shapes.IssuedOut},
    summary=_("Issue a letter from a template under the seal and number of one's office"),
)
def issue_letter(request: Call, case_id: UUID, body: shapes.LetterGiven) -> Issued:
    return services.issue_letter(
        request.actor,
        case_id=str(case_id),
        letter=body.letter,
        blanks=body.blanks,
        text=body.text,
        now=clock.now(),
    )


@router.post(
    "/documents/{uuid:document_id}/revocation",
    response={204: None},
    summary=_("Revoke a document: whoever checks it is told so from now on"),
)
def revoke_document(request: Call, document_id: UUID, body: ReasonGiven) -> None:
    services.revoke_document(
        request.actor, document_id=str(document_id), reason=body.reason, now=clock.now()
    )


def _scope(asked: shapes.CasesAsked) -> queries.CaseFilter:
    today = clock.today()
    span = queries.Span(asked.first or today.replace(day=1), asked.last or today)
    return queries.CaseFilter(
        item_code=asked.item,
        division=asked.division or "",
        counted=queries.Counted(asked.measure, span, today) if asked.measure else None,
        compartment=asked.sealed,
    )


def _filter(asked: shapes.QueueAsked) -> queries.QueueFilter:
    return queries.QueueFilter(asked.tab, asked.item, asked.overdue, asked.mine, asked.text)


def _place(cursor: str) -> str:
    found = rules.place(cursor)
    if found and not PLACE.fullmatch(found):
        raise rules.bad_cursor()
    return found


def _page(page: queries.QueuePage) -> dict[str, Any]:
    return {"items": page.rows, "next": rules.cursor(page.next_cursor), "counts": page.counts}
