"""Acting at the desk: each act is one form, one call, and what was done said on the next page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.engines.cases import queries, services
from linli.engines.cases.values import CallbackOutcome, CasePermission, PauseCause
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem, Words
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest

Data = Any
Act = Callable[[Any, str, Data], None]


def _day(text: str) -> date | None:
    """Return a day as a browser sends it; None for anything else, which the service refuses."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str) -> int:
    """Return a whole number typed by a person; 0 for anything else, which the service refuses."""
    return int(text) if text.strip().isdecimal() and len(text) < 5 else 0


def _pause(actor: Any, task_id: str, data: Data) -> None:
    cause, days = data.get("cause", ""), _whole(data.get("days", ""))
    if cause not in PauseCause.values:
        raise InvalidError(
            problems=[Problem("cause", "required", _("Please choose the procedure."))]
        )
    if days < 1:
        raise InvalidError(
            problems=[Problem("days", "required", _("Please say how many days, as a number."))]
        )
    services.pause(
        actor,
        task_id=task_id,
        cause=PauseCause(cause),
        days=days,
        reason=data.get("reason", ""),
        now=clock.now(),
    )


def _callback(actor: Any, task_id: str, data: Data) -> None:
    problems = []
    if data.get("reached") not in {"yes", "no"}:
        said = _("Please say whether you reached the resident.")
        problems.append(Problem("reached", "required", said))
    if data.get("outcome") not in CallbackOutcome.values:
        problems.append(Problem("outcome", "required", _("Please say what comes of it.")))
    if problems:
        raise InvalidError(problems=problems)
    services.close_callback(
        actor,
        task_id=task_id,
        outcome=CallbackOutcome(data["outcome"]),
        was_reached=data.get("reached") == "yes",
        promised_on=_day(data.get("promised_on", "")),
        cause=data.get("cause", ""),
        remedy=data.get("remedy", ""),
        now=clock.now(),
    )


def _decide_appeal(actor: Any, task_id: str, data: Data) -> None:
    services.decide_appeal(
        actor,
        task_id=task_id,
        is_set_aside=data.get("set_aside") == "yes",
        reason=data.get("reason", ""),
        now=clock.now(),
    )


def _extension_decision(actor: Any, task_id: str, data: Data) -> None:
    services.decide_extension(
        actor,
        task_id=task_id,
        is_approved=data.get("approved") == "yes",
        reason=data.get("reason", ""),
        now=clock.now(),
    )


def _objection(actor: Any, task_id: str, data: Data) -> None:
    services.close_objection(
        actor,
        task_id=task_id,
        is_upheld=data.get("upheld") == "yes",
        finding=data.get("finding", ""),
        now=clock.now(),
    )


def _words(service: Callable[..., Any], **fields: str) -> Act:
    """Return the act that hands what was typed in `fields` to the service, argument by argument."""

    def act(actor: Any, task_id: str, data: Data) -> None:
        typed = {argument: data.get(name, "") for argument, name in fields.items()}
        service(actor, task_id=task_id, now=clock.now(), **typed)

    return act


ACTS: dict[str, tuple[Act, Words]] = {
    "outcome": (
        _words(services.record_outcome, outcome="outcome", reason="reason"),
        gettext_lazy("Recorded. The resident is told."),
    ),
    "claim": (_words(services.claim), gettext_lazy("You have taken this on.")),
    "release": (_words(services.release), gettext_lazy("Given back to the queue.")),
    "return": (
        _words(services.return_task, reason="reason"),
        gettext_lazy("Returned; your superior names the right office."),
    ),
    "pause": (_pause, gettext_lazy("The clock stands. The resident is told why and how long.")),
    "resume": (_words(services.resume, reason="reason"), gettext_lazy("The clock runs again.")),
    "extension": (
        _words(services.ask_extension, reason="reason"),
        gettext_lazy("Your superior is asked."),
    ),
    "decide-extension": (_extension_decision, gettext_lazy("Recorded. The resident is told.")),
    "post": (_words(services.post_notice), gettext_lazy("Announced. It is taken down by itself.")),
    "objection": (_objection, gettext_lazy("The objection is closed.")),
    "verdict": (
        _words(services.verdict_came, words="reason"),
        gettext_lazy("Recorded. The clock runs again."),
    ),
    "extend-promise": (
        _words(services.extend_promise, material_id="material", reason="reason"),
        gettext_lazy("Recorded. The resident is told."),
    ),
    "callback": (_callback, gettext_lazy("The call-back is closed.")),
    "question": (
        _words(services.ask_resident, question="question"),
        gettext_lazy("Asked. The time limit goes on."),
    ),
    "reply": (
        _words(services.answer_question, answer="answer"),
        gettext_lazy("Answered. The resident is told."),
    ),
    "promise": (
        _words(services.keep_promise, done="reason"),
        gettext_lazy("Recorded. The resident is told."),
    ),
    "appeal": (_decide_appeal, gettext_lazy("Recorded. The resident is told.")),
}


@require_POST
def act(request: ActorRequest, case_id: UUID, task_id: UUID, act: str) -> HttpResponse:
    if act not in ACTS:
        raise NotFoundError
    do, done = ACTS[act]
    try:
        do(request.actor, str(task_id), request.POST)
    except InvalidError as error:
        return _again(request, case_id, error, tried=act, tried_task=task_id)
    messages.done(request, done)
    return see("desk:cases:case", case_id)


@require_POST
def request_reading(request: ActorRequest, case_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        services.request_reading(
            request.actor, case_id=str(case_id), reason=reason, now=clock.now()
        )
    except InvalidError as error:
        return _again(request, case_id, error)
    messages.done(request, _("Your superior has the request."))
    return see("desk:cases:case", case_id)


def _again(request: ActorRequest, case_id: UUID, error: InvalidError, **tried: Any) -> HttpResponse:
    """Show the case with what was typed and what is wrong with it."""
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    context = {"case": found, "problems": error.problems, "typed": request.POST, **tried}
    return render(request, "cases/desk/case.html", context, status=422)


def reassign(request: ActorRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    problems: Any = ()
    if request.method == "POST":
        try:
            services.reassign(
                request.actor,
                task_id=str(task_id),
                organisation_id=_whole_id(request.POST.get("organisation", "")),
                reason=request.POST.get("reason", ""),
                now=clock.now(),
            )
        except InvalidError as error:
            problems = error.problems
        else:
            messages.done(request, _("Passed on. The clock of this stage starts anew there."))
            return see("desk:cases:line")
    context = {
        "case": found,
        "task_id": task_id,
        "offices": queries.offices_for(request.actor, task_id=str(task_id)),
        "problems": problems,
        "typed": request.POST,
    }
    status = 422 if problems else 200
    return render(request, "cases/desk/reassign.html", context, status=status)


def _whole_id(text: str) -> int:
    if not text.isdecimal():
        raise InvalidError(
            problems=[Problem("organisation", "required", _("Please choose the office."))]
        )
    return int(text)


@require_POST
def reveal(request: ActorRequest, case_id: UUID) -> HttpResponse:
    request.actor.require(CasePermission.HANDLE)
    queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    problems: Any = ()
    context: dict[str, Any] = {"case_id": case_id, "path": request.POST.get("path", "")}
    if "reason" in request.POST:
        try:
            context["row"] = services.reveal(
                request.actor,
                case_id=str(case_id),
                path=context["path"],
                reason=request.POST["reason"],
                now=clock.now(),
            )
        except InvalidError as error:
            problems = error.problems
    context |= {"problems": problems, "typed": request.POST}
    status = 422 if problems else 200
    return render(request, "cases/desk/reveal.html", context, status=status)
