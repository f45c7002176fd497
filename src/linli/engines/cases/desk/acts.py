"""Acting at the desk: each act is one form, one call, and what was done said on the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.engines.cases import queries, services
from linli.engines.cases.values import Ask, AskKind, PauseCause
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem, Words
from linli.foundation.ui import messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest

Data = Any


def _whole(text: str) -> int:
    """Return a whole number typed by a person; 0 for anything else, which the service refuses."""
    return int(text) if text.strip().isdecimal() and len(text) < 5 else 0


def _outcome(actor: Any, task_id: str, data: Data) -> None:
    services.record_outcome(
        actor,
        task_id=task_id,
        outcome=data.get("outcome", ""),
        reason=data.get("reason", ""),
        now=clock.now(),
    )


def _pause(actor: Any, task_id: str, data: Data) -> None:
    cause = data.get("cause", "")
    if cause not in PauseCause.values:
        raise InvalidError(
            problems=[Problem("cause", "required", _("Please choose the procedure."))]
        )
    services.pause(
        actor,
        task_id=task_id,
        cause=PauseCause(cause),
        days=_whole(data.get("days", "")),
        reason=data.get("reason", ""),
        now=clock.now(),
    )


def _callback(actor: Any, task_id: str, data: Data) -> None:
    services.close_callback(
        actor,
        task_id=task_id,
        was_reached=data.get("reached") == "yes",
        cause=data.get("cause", ""),
        remedy=data.get("remedy", ""),
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


def _claim(actor: Any, task_id: str, _data: Data) -> None:
    services.claim(actor, task_id=task_id, now=clock.now())


def _release(actor: Any, task_id: str, _data: Data) -> None:
    services.release(actor, task_id=task_id, now=clock.now())


def _return(actor: Any, task_id: str, data: Data) -> None:
    services.return_task(actor, task_id=task_id, reason=data.get("reason", ""), now=clock.now())


def _resume(actor: Any, task_id: str, data: Data) -> None:
    services.resume(actor, task_id=task_id, reason=data.get("reason", ""), now=clock.now())


def _extension(actor: Any, task_id: str, data: Data) -> None:
    services.ask_extension(actor, task_id=task_id, reason=data.get("reason", ""), now=clock.now())


ACTS: dict[str, tuple[Callable[[Any, str, Data], None], Words]] = {
    "outcome": (_outcome, gettext_lazy("Recorded. The resident is told.")),
    "claim": (_claim, gettext_lazy("You have taken this on.")),
    "release": (_release, gettext_lazy("Given back to the queue.")),
    "return": (_return, gettext_lazy("Returned; your superior names the right office.")),
    "pause": (_pause, gettext_lazy("The clock stands. The resident is told why and how long.")),
    "resume": (_resume, gettext_lazy("The clock runs again.")),
    "extension": (_extension, gettext_lazy("Your superior is asked.")),
    "decide-extension": (_extension_decision, gettext_lazy("Recorded. The resident is told.")),
    "callback": (_callback, gettext_lazy("The call-back is closed.")),
}


@require_POST
def act(request: ActorRequest, case_id: UUID, task_id: UUID, act: str) -> HttpResponse:
    if act not in ACTS:
        raise NotFoundError
    do, done = ACTS[act]
    try:
        do(request.actor, str(task_id), request.POST)
    except InvalidError as error:
        found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
        context = {"case": found, "problems": error.problems, "typed": request.POST, "act": act}
        return render(request, "cases/desk/case.html", context, status=422)
    messages.done(request, done)
    return redirect("desk:cases:case", case_id)


def supplement(request: ActorRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    problems: Any = ()
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    task = next((one for one in found.acts if one.task.task_id == task_id), None)
    if task is None:
        raise NotFoundError
    if request.method == "POST":
        try:
            notice = services.request_supplement(
                request.actor,
                task_id=str(task_id),
                asks=_asks(request.POST, found),
                reason=request.POST.get("reason", ""),
                now=clock.now(),
            )
        except InvalidError as error:
            problems = error.problems
        else:
            messages.done(request, _("The resident has the whole list. Print it if she is here."))
            return redirect("desk:cases:told_once", case_id, notice)
    context = {
        "case": found,
        "task": task,
        "problems": problems,
        "typed": request.POST,
        "papers": found.item.materials,
        "sections": found.item.form.sections,
    }
    status = 422 if problems else 200
    return render(request, "cases/desk/supplement.html", context, status=status)


def _asks(data: Any, found: queries.DeskCaseView) -> list[Ask]:
    """Return the list as ticked: papers and parts of the form in the clerk's words."""
    asks = []
    for material in found.item.materials:
        if data.get(f"material.{material.id}"):
            words = data.get(f"words.{material.id}", "").strip() or str(material.name)
            asks.append(Ask(AskKind.MATERIAL, material.id, words))
    for section in found.item.form.sections:
        if data.get(f"section.{section.id}"):
            words = data.get(f"words.section.{section.id}", "").strip() or str(section.title)
            asks.append(Ask(AskKind.FIELD, section.id, words))
    if other := data.get("other", "").strip():
        asks.append(Ask(AskKind.OTHER, "", other))
    return asks


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
            return redirect("desk:cases:line")
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
    context["problems"] = problems
    status = 422 if problems else 200
    return render(request, "cases/desk/reveal.html", context, status=status)
