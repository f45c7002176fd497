"""Organisations at the desk: find, add, change, close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.foundation.calendar import clock
from linli.foundation.errors.values import LinliError
from linli.foundation.ui.messages import done
from linli.foundation.ui.registry import acts_on
from linli.foundation.ui.values import RowView
from linli.registers.organisations import forms, queries, services
from linli.registers.organisations.values import OrganisationPermission
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from linli.foundation.actors.values import ActorRequest
    from linli.registers.organisations.values import OrganisationView


app_name = "organisations"
PER_PAGE = 50


@require_GET
def found(request: ActorRequest) -> HttpResponse:
    form = forms.Filter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.found(request.actor, **wanted)
    context = {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "may_add": request.actor.may(OrganisationPermission.ADD),
    }
    return render(request, "organisations/desk/list.html", context)


@require_GET
def organisation(request: ActorRequest, public_id: UUID) -> HttpResponse:
    view = queries.by_public_id(request.actor, public_id=public_id)
    actor = request.actor
    context = {
        "organisation": view,
        "rows": _facts(view),
        "acts": acts_on("organisation", actor) if view.is_in_force else (),
        "may_change": view.is_in_force and actor.may(OrganisationPermission.CHANGE),
        "may_close": view.is_in_force and actor.may(OrganisationPermission.CLOSE),
    }
    return render(request, "organisations/desk/organisation.html", context)


def _facts(view: OrganisationView) -> list[RowView]:
    superior = queries.superior(view.id)
    return [
        RowView(_("Function"), view.function_words),
        RowView(_("Division"), " ".join(step.words for step in places.path(view.division_code))),
        RowView(_("Supervised by"), superior.words if superior else ""),
        RowView(_("Unified social credit code"), view.uscc),
        RowView(_("Telephone"), view.phone),
    ]


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest) -> HttpResponse:
    request.actor.require(OrganisationPermission.ADD)

    def act(given: dict[str, Any]) -> OrganisationView:
        return services.add(request.actor, **given, now=clock.now())

    return _act(
        request,
        forms.AddForm(request.POST or None),
        act,
        title=_("Add an organisation"),
        label=_("Add"),
        back=reverse("desk:organisations:list"),
        said=_("Added."),
    )


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, public_id: UUID) -> HttpResponse:
    request.actor.require(OrganisationPermission.CHANGE)
    view = queries.by_public_id(request.actor, public_id=public_id)
    known = {"name": view.name, "name_en": view.name_en, "uscc": view.uscc, "phone": view.phone}

    def act(given: dict[str, Any]) -> OrganisationView:
        return services.change(
            request.actor,
            public_id=public_id,
            parent_id=view.parent_id,
            **given,
            now=clock.now(),
        )

    return _act(
        request,
        forms.ChangeForm(request.POST or None, initial=known),
        act,
        title=_("Change an organisation"),
        head=str(view),
        label=_("Save"),
        back=reverse("desk:organisations:organisation", args=[public_id]),
        said=_("Saved."),
    )


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, public_id: UUID) -> HttpResponse:
    request.actor.require(OrganisationPermission.CLOSE)
    view = queries.by_public_id(request.actor, public_id=public_id)

    def act(given: dict[str, Any]) -> OrganisationView:
        services.close(request.actor, public_id=public_id, **given, now=clock.now())
        return view

    return _act(
        request,
        forms.CloseForm(request.POST or None),
        act,
        title=_("Close an organisation"),
        head=str(view),
        intro=_(
            "New cases no longer go to it. "
            "What it has already stays where it is until somebody passes it on."
        ),
        label=_("Close this organisation"),
        back=reverse("desk:organisations:organisation", args=[public_id]),
        said=_("Closed."),
    )


def _act(
    request: HttpRequest,
    form: Form,
    act: Callable[[dict[str, Any]], OrganisationView],
    *,
    said: str,
    **context: Any,
) -> HttpResponse:
    """Show the form; do the act and go on; or show what was refused, answers kept."""
    if request.method == "POST" and form.is_valid():
        try:
            view = act(form.cleaned_data)
        except LinliError as error:
            if error.status == 403:
                raise
            form.add_error(None, str(error))
        else:
            done(request, said)
            url = reverse("desk:organisations:organisation", args=[view.public_id])
            response = HttpResponseRedirect(url)
            response.status_code = 303
            return response
    status = 422 if form.is_bound else 200
    context = {"form": form, **context}
    return render(request, "ui/act.html", context, status=status)


urlpatterns = [
    path("", found, name="list"),
    path("add/", add, name="add"),
    path("<uuid:public_id>/", organisation, name="organisation"),
    path("<uuid:public_id>/change/", change, name="change"),
    path("<uuid:public_id>/close/", close, name="close"),
]
