"""A family member stands at the counter, any counter: what they are asked, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from linli.engines.cases import forms, queries, services
from linli.engines.cases.portal.authorising import ANSWERS
from linli.engines.cases.values import CasePermission
from linli.foundation.calendar import clock
from linli.foundation.errors.values import ConflictError, InvalidError
from linli.foundation.ui import messages
from linli.foundation.ui.acting import refuse

if TYPE_CHECKING:
    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


@never_cache
def counter(request: ActorRequest) -> HttpResponse:
    # The number is sent in the body each time and never stands in an address.
    request.actor.require(CasePermission.INTAKE)
    form = forms.DocumentForm(request.POST or None)
    found, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _answered(request, form)
            found = queries.at_counter(request.actor, **form.cleaned_data)
    context = {"form": form, "found": found}
    return render(request, "cases/desk/counter.html", context, status=status)


def _answered(request: ActorRequest, form: forms.DocumentForm) -> int:
    answer = ANSWERS.get(request.POST.get("act", ""))
    if answer is None:
        return 200
    try:
        services.answer_at_counter(
            request.actor,
            agreement_id=request.POST.get("agreement", ""),
            **form.cleaned_data,
            answer=answer,
            now=clock.now(),
        )
    except (InvalidError, ConflictError) as refusal:
        refuse(form, refusal)
        return refusal.status
    messages.done(request, _("Kept, and the applicant sees it."))
    return 200
