"""The archive at the desk: what is closed, until when it is kept, what is erased by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.engines.cases import queries, services
from linli.engines.cases.forms import PackForm
from linli.foundation.calendar import clock
from linli.foundation.errors.values import ForbiddenError
from linli.foundation.numbering import rules as numbering
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see
from linli.foundation.ui.older import before, older

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from linli.engines.cases.services.packing import Package
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


@require_http_methods(["GET", "POST"])
def pack(request: ActorRequest, case_id: UUID) -> HttpResponseBase:
    row = queries.archived(request.actor, case_id=str(case_id), today=clock.today())
    if not row.may_pack:
        raise ForbiddenError
    form, is_sent = PackForm(request.POST or None), request.method == "POST"
    if is_sent and form.is_valid():
        why = form.cleaned_data["reason"]
        return sent(services.pack(request.actor, case_id=str(case_id), reason=why, now=clock.now()))
    context = {
        "form": form,
        "title": _("Hand over to the archive"),
        "head": f"{row.place} · {row.number}",
        "intro": _(
            "You get one file (ZIP) with everything of this case, uncovered: the application, what "
            "was handed in and issued, what happened, and a signed index. It is yours to keep safe."
        ),
        "label": _("Make the package"),
        "back": reverse("desk:cases:archive"),
    }
    return render(request, "ui/act.html", context, status=422 if is_sent else 200)


def sent(made: Package) -> FileResponse:
    """Return a package as a download that no cache keeps."""
    response = FileResponse(
        made.opened, as_attachment=True, filename=made.name, content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    return response
