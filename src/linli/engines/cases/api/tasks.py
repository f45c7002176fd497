"""What offices do: every transition of a task."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.engines.cases import schemas as shapes
from linli.engines.cases import services
from linli.engines.cases.values import Ask
from linli.foundation.calendar import clock
from linli.foundation.calls.schemas import ReasonGiven
from linli.foundation.calls.values import Call
from linli.registers.organisations import queries as organisations

router = Router()
TASK = "/tasks/{uuid:task_id}"


@router.post(TASK + "/claim", response={204: None}, summary=_("Take a task on"))
def claim(request: Call, task_id: UUID) -> None:
    services.claim(request.actor, task_id=str(task_id), now=clock.now())


@router.post(TASK + "/release", response={204: None}, summary=_("Give a task back to the queue"))
def release(request: Call, task_id: UUID) -> None:
    services.release(request.actor, task_id=str(task_id), now=clock.now())


@router.post(
    TASK + "/outcome", response={204: None}, summary=_("Decide a stage with one of its outcomes")
)
def record_outcome(request: Call, task_id: UUID, body: shapes.OutcomeGiven) -> None:
    services.record_outcome(
        request.actor,
        task_id=str(task_id),
        outcome=body.outcome,
        reason=body.reason,
        record=body.record,
        now=clock.now(),
    )


@router.post(
    TASK + "/supplement",
    response={201: shapes.Made},
    summary=_("Ask for everything that is missing at once; the clock stops"),
)
def request_supplement(
    request: Call, task_id: UUID, body: shapes.SupplementAsked
) -> dict[str, str]:
    list_id = services.request_supplement(
        request.actor,
        task_id=str(task_id),
        asks=[Ask(ask.kind, ask.ref, ask.text) for ask in body.asks],
        reason=body.reason,
        now=clock.now(),
    )
    return {"id": list_id}


@router.post(
    TASK + "/return",
    response={204: None},
    summary=_("Return a task that is another office's to the superior"),
)
def return_task(request: Call, task_id: UUID, body: ReasonGiven) -> None:
    services.return_task(request.actor, task_id=str(task_id), reason=body.reason, now=clock.now())


@router.post(
    TASK + "/promise-extension",
    response={204: None},
    summary=_("Give more time for a promised paper, once"),
)
def extend_promise(request: Call, task_id: UUID, body: shapes.PromiseExtended) -> None:
    services.extend_promise(
        request.actor,
        task_id=str(task_id),
        material_id=body.material,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(TASK + "/reassign", response={204: None}, summary=_("Pass a task to the right office"))
def reassign(request: Call, task_id: UUID, body: shapes.Reassigned) -> None:
    body_to = organisations.by_public_id(request.actor, public_id=body.organisation)
    services.reassign(
        request.actor,
        task_id=str(task_id),
        organisation_id=body_to.id,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(
    TASK + "/pause", response={204: None}, summary=_("Stop the clock for a special procedure")
)
def pause(request: Call, task_id: UUID, body: shapes.Paused) -> None:
    services.pause(
        request.actor,
        task_id=str(task_id),
        cause=body.cause,
        days=body.days,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(TASK + "/resume", response={204: None}, summary=_("Let the clock run again"))
def resume(request: Call, task_id: UUID, body: ReasonGiven) -> None:
    services.resume(request.actor, task_id=str(task_id), reason=body.reason, now=clock.now())


@router.post(
    TASK + "/extension", response={204: None}, summary=_("Ask the superior for more time, once")
)
def ask_extension(request: Call, task_id: UUID, body: ReasonGiven) -> None:
    services.ask_extension(request.actor, task_id=str(task_id), reason=body.reason, now=clock.now())


@router.post(
    TASK + "/extension-decision",
    response={204: None},
    summary=_("Approve or refuse more time"),
)
def decide_extension(request: Call, task_id: UUID, body: shapes.ExtensionDecision) -> None:
    services.decide_extension(
        request.actor,
        task_id=str(task_id),
        is_approved=body.is_approved,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(
    TASK + "/callback",
    response={204: None},
    summary=_("Close the call-back after a poor rating"),
)
def close_callback(request: Call, task_id: UUID, body: shapes.CallbackClosed) -> None:
    services.close_callback(
        request.actor,
        task_id=str(task_id),
        outcome=body.outcome,
        was_reached=body.was_reached,
        cause=body.cause,
        remedy=body.remedy,
        promised_on=body.promised_on,
        now=clock.now(),
    )


@router.post(
    TASK + "/contact",
    response=shapes.ContactOut,
    summary=_("The number to call after a poor rating, for a reason that is kept"),
)
def reveal_contact(request: Call, task_id: UUID, body: ReasonGiven) -> dict[str, str]:
    phone = services.reveal_contact(
        request.actor, task_id=str(task_id), reason=body.reason, now=clock.now()
    )
    return {"phone": phone}


@router.post(
    TASK + "/promise",
    response={204: None},
    summary=_("Say what was done about a rating: it leaves the ledger"),
)
def keep_promise(request: Call, task_id: UUID, body: ReasonGiven) -> None:
    services.keep_promise(request.actor, task_id=str(task_id), done=body.reason, now=clock.now())


@router.post(
    TASK + "/appeal",
    response={204: None},
    summary=_("Decide an appeal against a rating: it stands, or is not counted"),
)
def decide_appeal(request: Call, task_id: UUID, body: shapes.AppealDecision) -> None:
    services.decide_appeal(
        request.actor,
        task_id=str(task_id),
        is_set_aside=body.is_set_aside,
        reason=body.reason,
        now=clock.now(),
    )


@router.post(
    TASK + "/notice",
    response={201: shapes.Made},
    summary=_("Announce in public what the item names, for its days"),
)
def post_notice(request: Call, task_id: UUID) -> dict[str, str]:
    return {"id": services.post_notice(request.actor, task_id=str(task_id), now=clock.now())}


@router.post(
    TASK + "/objection",
    response={204: None},
    summary=_("Say what was found about an objection to a public notice"),
)
def close_objection(request: Call, task_id: UUID, body: shapes.ObjectionClosed) -> None:
    services.close_objection(
        request.actor,
        task_id=str(task_id),
        is_upheld=body.is_upheld,
        finding=body.finding,
        now=clock.now(),
    )


@router.post(
    TASK + "/question",
    response={204: None},
    summary=_("Ask the resident something; the time limit goes on"),
)
def ask_resident(request: Call, task_id: UUID, body: shapes.QuestionGiven) -> None:
    services.ask_resident(
        request.actor, task_id=str(task_id), question=body.question, now=clock.now()
    )


@router.post(
    TASK + "/verdict",
    response={204: None},
    summary=_("Write down a verdict that was waited for"),
)
def verdict_came(request: Call, task_id: UUID, body: ReasonGiven) -> None:
    services.verdict_came(request.actor, task_id=str(task_id), words=body.reason, now=clock.now())


@router.post(
    TASK + "/reply", response={204: None}, summary=_("Answer the question that a task is about")
)
def answer_question(request: Call, task_id: UUID, body: shapes.ReplyGiven) -> None:
    services.answer_question(
        request.actor, task_id=str(task_id), answer=body.answer, now=clock.now()
    )
