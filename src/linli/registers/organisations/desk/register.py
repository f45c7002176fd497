"""Organisations at the desk: find, add, change, close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page, typed_in
from linli.foundation.ui.registry import acts_on
from linli.foundation.ui.values import RowView
from linli.registers.organisations import forms, queries, services
from linli.registers.organisations.values import OrganisationPermission
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest
    from linli.registers.organisations.values import OrganisationView


PER_PAGE = 50


def _page_of(view: OrganisationView) -> str:
    return reverse("desk:organisations:organisation", args=[view.public_id])


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
        "may_see_seals": queries.sees_seals(actor, view.id),
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
        RowView(_("Word of its document numbers"), queries.document_word(view)),
    ]


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest) -> HttpResponse:
    request.actor.require(OrganisationPermission.ADD)

    def act(given: dict[str, Any]) -> str:
        with typed_in("division_code"):
            return _page_of(services.add(request.actor, **given, now=clock.now()))

    return act_page(
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
    known = {
        name: getattr(view, name) for name in ("name", "name_en", "uscc", "phone", "document_word")
    }

    def act(given: dict[str, Any]) -> str:
        services.change(
            request.actor,
            public_id=public_id,
            parent_id=view.parent_id,
            **given,
            now=clock.now(),
        )
        return _page_of(view)

    return act_page(
        request,
        forms.ChangeForm(request.POST or None, initial=known),
        act,
        title=_("Change an organisation"),
        head=str(view),
        label=_("Save"),
        back=_page_of(view),
    )


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, public_id: UUID) -> HttpResponse:
    request.actor.require(OrganisationPermission.CLOSE)
    view = queries.by_public_id(request.actor, public_id=public_id)

    def act(given: dict[str, Any]) -> str:
        services.close(request.actor, public_id=public_id, **given, now=clock.now())
        return _page_of(view)

    return act_page(
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
        back=_page_of(view),
        said=_("Closed."),
    )
