"""Writing down what a stage found, and the sheet that is taken along where there is no net."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.engines.cases import queries, services
from linli.engines.cases.portal.applying import ids_of
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError
from linli.foundation.formspec import forms
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


def record(request: ActorRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return _decide(request, case_id, task_id)
    return _draw(request, case_id, task_id)


def _decide(request: ActorRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    page = queries.record_page(
        request.actor, case_id=str(case_id), task_id=str(task_id), now=clock.now()
    )
    stored, refused = services.store_uploads(
        request.actor,
        form=page.form,
        uploads=forms.uploads(page.form, request.FILES),
        now=clock.now(),
    )
    typed = forms.from_post(page.form, request.POST, files=ids_of(stored))
    if "refresh" in request.POST or forms.requested_act(page.form, request.POST) or refused:
        status = 422 if refused else 200
        return _draw(request, case_id, task_id, typed=typed, problems=refused, status=status)
    try:
        services.record_outcome(
            request.actor,
            task_id=str(task_id),
            outcome=request.POST.get("outcome", ""),
            reason=request.POST.get("reason", ""),
            record=typed,
            now=clock.now(),
        )
    except InvalidError as error:
        return _draw(request, case_id, task_id, typed=typed, problems=error.problems, status=422)
    messages.done(request, _("Recorded. The resident is told."))
    return see("desk:cases:case", case_id)


def _draw(
    request: ActorRequest,
    case_id: UUID,
    task_id: UUID,
    *,
    typed: dict[str, Any] | None = None,
    problems: Any = (),
    status: int = 200,
) -> HttpResponse:
    page = queries.record_page(
        request.actor,
        case_id=str(case_id),
        task_id=str(task_id),
        now=clock.now(),
        typed=typed,
        problems=problems,
    )
    context = {"page": page, "case": page.case, "problems": problems, "typed": request.POST}
    return render(request, "cases/desk/record.html", context, status=status)


def sheet(request: ActorRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    page = queries.record_page(
        request.actor, case_id=str(case_id), task_id=str(task_id), now=clock.now()
    )
    context = {
        "page": page,
        "case": page.case,
        "people": range(page.act.stage.people if page.act.stage else 0),
    }
    return render(request, "cases/desk/sheet.html", context)
