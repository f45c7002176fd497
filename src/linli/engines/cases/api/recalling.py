"""Setting right what was decided or typed: for programs of residents and of offices (`desk`)."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.engines.cases import schemas as shapes
from linli.engines.cases import services
from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call

router, desk = Router(), Router()


@router.post(
    "/cases/{uuid:case_id}/recall-answer",
    response={204: None},
    summary=_("Answer before a decision that granted something is recalled, once"),
)
def answer_recall(request: Call, case_id: UUID, body: shapes.ReplyGiven) -> None:
    services.answer_recall(request.actor, case_id=str(case_id), answer=body.answer, now=clock.now())


@desk.post(
    "/desk/cases/{uuid:case_id}/recall",
    response={204: None},
    summary=_("Propose to recall a wrong decision; the superior decides"),
)
def propose_recall(request: Call, case_id: UUID, body: shapes.RecallProposed) -> None:
    services.propose_recall(
        request.actor,
        case_id=str(case_id),
        ground=body.ground,
        reason=body.reason,
        now=clock.now(),
    )


@desk.post(
    "/desk/cases/{uuid:case_id}/correction",
    response={204: None},
    summary=_("Correct a typing error in an answer on which nothing rests"),
)
def correct_answer(request: Call, case_id: UUID, body: shapes.CorrectionGiven) -> None:
    services.correct_answer(
        request.actor,
        case_id=str(case_id),
        path=body.path,
        text=body.text,
        reason=body.reason,
        now=clock.now(),
    )


@desk.post(
    "/tasks/{uuid:task_id}/recall-decision",
    response={204: None},
    summary=_("Recall a decision and open its case again, or let it stand"),
)
def decide_recall(request: Call, task_id: UUID, body: shapes.RecallDecision) -> None:
    services.decide_recall(
        request.actor,
        task_id=str(task_id),
        is_approved=body.is_approved,
        reason=body.reason,
        now=clock.now(),
    )
