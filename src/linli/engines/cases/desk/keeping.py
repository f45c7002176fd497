"""The archive at the desk: what is closed, until when it is kept, what is erased by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.engines.cases import queries, services
from linli.foundation.calendar import clock
from linli.foundation.numbering import rules as numbering
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see
from linli.foundation.ui.older import before, older

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


@require_GET
def archive(request: ActorRequest) -> HttpResponse:
    year = request.GET.get("year", "")
    text = request.GET.get("q", "")[:40]
    rows, following = queries.archive(
        request.actor,
        text=numbering.normalise(text),
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        is_due="due" in request.GET,
        today=clock.today(),
        before=before(request),
    )
    context = {"rows": rows, "next": following, "older": older(request, following), "q": text}
    context |= {"year": year, "due": "due" in request.GET}
    return render(request, "cases/desk/archive.html", context)


@require_POST
def propose_erasure(request: ActorRequest, case_id: UUID) -> HttpResponse:
    services.propose_erasure(request.actor, case_id=str(case_id), now=clock.now())
    messages.done(request, _("Proposed. Somebody else of your office decides."))
    return see("desk:cases:archive")


@require_POST
def decide_erasure(request: ActorRequest, case_id: UUID) -> HttpResponse:
    is_approved = request.POST.get("decision") == "erase"
    services.decide_erasure(
        request.actor, case_id=str(case_id), is_approved=is_approved, now=clock.now()
    )
    messages.done(request, _("The case was erased.") if is_approved else _("The case is kept."))
    return see("desk:cases:archive")
