"""Tables at the desk: template, file, what is wrong with each row, then the import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.calendar import clock
from linli.foundation.sheets import forms, queries, services
from linli.foundation.sheets.values import CONTENT_TYPES, Mode, RowState, Verdict
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done
from linli.foundation.ui.older import number

if TYPE_CHECKING:
    from uuid import UUID

    from linli.foundation.actors.values import ActorRequest

app_name = "sheets"


@never_cache
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    context = {"tables": queries.kinds(request.actor), "runs": queries.runs(request.actor)}
    return render(request, "sheets/desk/home.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def take(request: ActorRequest, kind: str) -> HttpResponse:
    table = queries.importer(request.actor, kind=kind)

    def act(given: dict[str, Any]) -> str:
        run_id = services.take(request.actor, kind=kind, upload=given["file"], now=clock.now())
        return reverse("desk:sheets:run", args=[run_id])

    return act_page(
        request,
        forms.TakeForm(request.POST or None, request.FILES or None),
        act,
        template="sheets/desk/take.html",
        said=_("Read. Nothing is written yet: look at the rows first."),
        table=table.sheet,
        back=reverse("desk:sheets:home"),
    )


@require_GET
def template(request: ActorRequest, kind: str) -> HttpResponse:
    content = queries.template(request.actor, kind=kind)
    return workbook(content, _("template-%(kind)s.xlsx") % {"kind": kind})


@never_cache
@require_GET
def run(request: ActorRequest, run_id: UUID) -> HttpResponse:
    return _run(request, run_id)


def _run(request: ActorRequest, run_id: UUID, status: int = 200) -> HttpResponse:
    found = queries.run(request.actor, run_id=run_id)
    usual = Verdict.REFUSED if found.counts[Verdict.REFUSED] else ""
    shown = request.GET.get("shown", usual)
    rows, more = queries.rows(
        request.actor,
        run_id=run_id,
        shown=shown,
        after=number(request.GET.get("after", "")) or 0,
    )
    tabs = [(verdict.value, str(verdict.label), found.counts[verdict]) for verdict in Verdict]
    tabs.append((RowState.DONE.value, str(RowState.DONE.label), found.done))
    context = {
        "run": found,
        "rows": rows,
        "more": more,
        "shown": shown,
        "tabs": [tab for tab in tabs if tab[2]],
    }
    return render(request, "sheets/desk/run.html", context, status=status)


@require_POST
def load(request: ActorRequest, run_id: UUID) -> HttpResponse:
    form = forms.LoadForm(request.POST)
    mode = Mode(form.cleaned_data["mode"]) if form.is_valid() else Mode.GOOD
    services.load(request.actor, run_id=run_id, mode=mode, now=clock.now())
    found = queries.run(request.actor, run_id=run_id)
    done(request, _("Being taken in.") if found.is_busy else _("Done: look at what was made."))
    return see("desk:sheets:run", run_id)


@require_POST
def discard(request: ActorRequest, run_id: UUID) -> HttpResponse:
    services.discard(request.actor, run_id=run_id, now=clock.now())
    done(request, _("Thrown away. Nothing of it was written."))
    return see("desk:sheets:home")


@never_cache
@require_GET
def faults(request: ActorRequest, run_id: UUID) -> HttpResponse:
    content = queries.with_faults(request.actor, run_id=run_id)
    return workbook(content, _("faults.xlsx"))


def workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


urlpatterns = [
    path("", home, name="home"),
    path("take/<slug:kind>/", take, name="take"),
    path("take/<slug:kind>/template/", template, name="template"),
    path("<uuid:run_id>/", run, name="run"),
    path("<uuid:run_id>/load/", load, name="load"),
    path("<uuid:run_id>/discard/", discard, name="discard"),
    path("<uuid:run_id>/faults/", faults, name="faults"),
]
