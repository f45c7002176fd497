"""Places at the desk: walk down the tree, add grids and buildings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, re_path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.foundation.calendar import clock
from linli.foundation.errors.values import LinliError, NotFoundError
from linli.foundation.ui.messages import done
from linli.registers.places import forms, queries, services
from linli.registers.places.values import Permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


app_name = "places"


@require_GET
def places(request: ActorRequest) -> HttpResponse:
    return _page(request, queries.city().code)


@require_GET
def place(request: ActorRequest, code: str) -> HttpResponse:
    return _page(request, code)


def _page(request: ActorRequest, code: str) -> HttpResponse:
    request.actor.require(Permission.READ)
    way = queries.path(code)
    if not way:
        raise NotFoundError
    text = request.GET.get("text", "").strip()
    context = {
        "way": way[:-1],
        "place": way[-1],
        "text": text,
        "rows": queries.named(text, within=code) if text else queries.children(code),
        "may_add": request.actor.may(Permission.ADD),
        "may_close": request.actor.may(Permission.CLOSE) and len(way) > 1,
    }
    return render(request, "places/desk/place.html", context)


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest) -> HttpResponse:
    request.actor.require(Permission.ADD)
    form = forms.AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_division(request.actor, **form.cleaned_data, now=clock.now())
        except LinliError as error:
            form.add_error("code", str(error))
        else:
            done(request, _("Added."))
            response = HttpResponseRedirect(reverse("desk:places:place", args=[added.code]))
            response.status_code = 303
            return response
    status = 422 if form.is_bound else 200
    return render(request, "places/desk/add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, code: str) -> HttpResponse:
    request.actor.require(Permission.CLOSE)
    way = queries.path(code)
    if not way:
        raise NotFoundError
    form = forms.CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.close_division(request.actor, code=code, **form.cleaned_data, now=clock.now())
        except LinliError as error:
            form.add_error(None, str(error))
        else:
            done(request, _("Closed. Its rows stay for the years it was in force."))
            return redirect("desk:places:place", way[-2].code if len(way) > 1 else code)
    context = {"form": form, "place": way[-1]}
    status = 422 if form.is_bound else 200
    return render(request, "places/desk/close.html", context, status=status)


urlpatterns = [
    path("", places, name="places"),
    path("add/", add, name="add"),
    re_path(r"^(?P<code>[0-9]{12,18})/$", place, name="place"),
    re_path(r"^(?P<code>[0-9]{12,18})/close/$", close, name="close"),
]
