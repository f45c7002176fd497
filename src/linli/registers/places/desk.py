"""Places at the desk: walk down the tree, add grids and buildings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import path, re_path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.foundation.ui.acting import act_page, typed_in
from linli.registers.places import forms, queries, services
from linli.registers.places.values import Permission, parent_code

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
    way, closed = queries.path(code), queries.closed(code)
    if not way and not closed:
        raise NotFoundError
    if not way:
        above = queries.path(parent_code(code))
        return render(request, "places/desk/closed.html", {"way": above, "closed": closed})
    text = request.GET.get("text", "").strip()
    context = {
        "way": way[:-1],
        "place": way[-1],
        "text": text,
        "rows": queries.named(text, within=code) if text else queries.children(code),
        "closed": queries.closed_named(text, within=code) if text else closed,
        "may_add": request.actor.may(Permission.ADD),
        "may_close": request.actor.may(Permission.CLOSE) and len(way) > 1,
    }
    return render(request, "places/desk/place.html", context)


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest) -> HttpResponse:
    request.actor.require(Permission.ADD)

    def act(given: dict[str, Any]) -> str:
        with typed_in("code"):
            added = services.add_division(request.actor, **given, now=clock.now())
        return reverse("desk:places:place", args=[added.code])

    return act_page(
        request,
        forms.AddForm(request.POST or None),
        act,
        title=_("Add a grid or a building"),
        label=_("Add"),
        back=reverse("desk:places:places"),
        said=_("Added."),
    )


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, code: str) -> HttpResponse:
    request.actor.require(Permission.CLOSE)
    way = queries.path(code)
    if not way:
        raise NotFoundError

    def act(given: dict[str, Any]) -> str:
        with typed_in("successor_code"):
            services.close_division(request.actor, code=code, **given, now=clock.now())
        return reverse("desk:places:place", args=[code])

    return act_page(
        request,
        forms.CloseForm(request.POST or None),
        act,
        title=_("Close this place"),
        head=f"{way[-1]} · {code}",
        intro=_(
            "The code stays known for the years it was in force; people and cases keep it. "
            "Say what takes its place, if anything does."
        ),
        label=_("Close the place"),
        kind="warning",
        back=reverse("desk:places:place", args=[code]),
        said=_("Closed. Its rows stay for the years it was in force."),
    )


urlpatterns = [
    path("", places, name="places"),
    path("add/", add, name="add"),
    re_path(r"^(?P<code>[0-9]{12,18})/$", place, name="place"),
    re_path(r"^(?P<code>[0-9]{12,18})/close/$", close, name="close"),
]
