"""Lists at the desk: which lists, which lines, and one line at a time to key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from linli.engines.lists import forms, queries, services
from linli.engines.lists.values import LineState
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError
from linli.foundation.sheets.values import CONTENT_TYPES
from linli.foundation.ui.acting import refuse, see
from linli.foundation.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from linli.foundation.actors.values import ActorRequest

app_name = "lists"


@never_cache
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    found = queries.lists(request.actor, now=clock.now())
    return render(request, "lists/desk/home.html", {"lists": found})


@never_cache
@require_GET
def lines(request: ActorRequest, code: str) -> HttpResponse:
    state = request.GET.get("state", LineState.OPEN)
    view, rows, more = queries.lines(
        request.actor,
        list_code=code,
        state=state,
        after=request.GET.get("after", ""),
        now=clock.now(),
    )
    tabs = [(one.value, str(one.label), getattr(view, one.value)) for one in LineState]
    context = {
        "list": view,
        "rows": rows,
        "more": more,
        "state": state,
        "tabs": [tab for tab in tabs if tab[2] or tab[0] == LineState.OPEN],
        "first": queries.next_line(request.actor, list_code=code),
    }
    return render(request, "lists/desk/lines.html", context)


@never_cache
@require_GET
def line(request: ActorRequest, line_id: UUID) -> HttpResponse:
    return _line(request, line_id, forms.TickForm(), forms.SkipForm())


def _line(
    request: ActorRequest,
    line_id: UUID,
    tick_form: forms.TickForm,
    skip_form: forms.SkipForm,
    status: int = 200,
) -> HttpResponse:
    found = queries.line(request.actor, line_id=line_id, now=clock.now())
    context = {"line": found, "tick_form": tick_form, "skip_form": skip_form}
    return render(request, "lists/desk/line.html", context, status=status)


@require_POST
def tick(request: ActorRequest, line_id: UUID) -> HttpResponse:
    form = forms.TickForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"]
        services.tick(request.actor, line_id=line_id, number=number, now=clock.now())
        return _onwards(request, line_id, _("Ticked off."))
    return _line(request, line_id, form, forms.SkipForm(), status=422)


@require_POST
def skip(request: ActorRequest, line_id: UUID) -> HttpResponse:
    form = forms.SkipForm(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            services.skip(request.actor, line_id=line_id, reason=reason, now=clock.now())
        except InvalidError as error:
            refuse(form, error)
        else:
            return _onwards(request, line_id, _("Left out."))
    return _line(request, line_id, forms.TickForm(), form, status=422)


@require_POST
def put_back(request: ActorRequest, line_id: UUID) -> HttpResponse:
    services.put_back(request.actor, line_id=line_id, now=clock.now())
    done(request, _("Back on the list."))
    return see("desk:lists:line", line_id)


@require_POST
def confirm(request: ActorRequest, line_id: UUID) -> HttpResponse:
    services.confirm(request.actor, line_id=line_id, now=clock.now())
    done(request, _("Looked at for the second time."))
    return see("desk:lists:line", line_id)


@require_POST
def export(request: ActorRequest, code: str) -> HttpResponse:
    form = forms.ExportForm(request.POST)
    kind = form.cleaned_data["format"] if form.is_valid() else "xlsx"
    content = services.export(request.actor, list_code=code, format=kind, now=clock.now())
    return as_file(content, code, kind)


def as_file(content: bytes, code: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    named = content_disposition_header(True, f"{code}.{kind}")  # noqa: FBT003
    response["Content-Disposition"] = named or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _onwards(request: ActorRequest, line_id: UUID, said: str) -> HttpResponse:
    """Go to the next open line of the list, or back to the list when it is done."""
    found = queries.line(request.actor, line_id=line_id, now=clock.now())
    following = queries.next_line(request.actor, list_code=found.list_code, after=line_id)
    done(request, said)
    if following is None:
        return see("desk:lists:lines", found.list_code)
    return see("desk:lists:line", following)


urlpatterns = [
    path("", home, name="home"),
    path("lines/<uuid:line_id>/", line, name="line"),
    path("lines/<uuid:line_id>/tick/", tick, name="tick"),
    path("lines/<uuid:line_id>/skip/", skip, name="skip"),
    path("lines/<uuid:line_id>/back/", put_back, name="put_back"),
    path("lines/<uuid:line_id>/confirm/", confirm, name="confirm"),
    path("<slug:code>/", lines, name="lines"),
    path("<slug:code>/export/", export, name="export"),
]
