"""Letters from templates at the desk: choose one, fill it in, read it through, issue it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.engines.cases import queries, services
from linli.engines.cases.forms import BlanksForm
from linli.engines.cases.values import CasePermission
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


@require_GET
def choose(request: ActorRequest, case_id: UUID) -> HttpResponse:
    letters = queries.letter_templates(request.actor)
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    context = {"case": found, "letters": letters}
    return render(request, "cases/desk/letters.html", context)


@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, case_id: UUID, letter: str) -> HttpResponse:
    request.actor.require(CasePermission.HANDLE)
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    typed = request.POST.dict()
    draft = queries.letter_draft(
        request.actor, case_id=str(case_id), letter=letter, blanks=typed, now=clock.now()
    )
    is_posted = request.method == "POST"
    form = BlanksForm(request.POST if is_posted else None, letter=draft.letter)
    text, status = draft.text.zh, 200
    refused: Any = draft.problems if is_posted else ()
    if is_posted and typed.get("step") == "issue":
        text = typed.get("text", "")
        try:
            services.issue_letter(
                request.actor,
                case_id=str(case_id),
                letter=letter,
                blanks=typed,
                text=text,
                now=clock.now(),
            )
        except InvalidError as error:
            refused = error.problems
        else:
            messages.done(request, _said(draft.letter.is_outward))
            return see("desk:cases:case", case_id)
    if refused:
        status = 422
        for problem in refused:
            if problem.path not in form.errors:  # what is empty the form says itself
                field = problem.path if problem.path in form.fields else None
                form.add_error(field, problem.message)
    context = {
        "case": found,
        "draft": draft,
        "form": form,
        "text": text,
        "is_shown": is_posted and not draft.problems,
    }
    return render(request, "cases/desk/letter.html", context, status=status)


def _said(is_outward: bool) -> str:  # noqa: FBT001 - one fact, two sentences
    return (
        _("Issued. Print it and send it; the resident does not get it.")
        if is_outward
        else _("Issued. The resident is told.")
    )
