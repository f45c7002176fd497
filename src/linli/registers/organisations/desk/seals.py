"""Seals at the desk: an office hands one in, somebody above lets it in, it is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page
from linli.registers.organisations import forms, queries, services
from linli.registers.organisations.values import OrganisationPermission

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


def _list_of(public_id: UUID) -> str:
    return reverse("desk:organisations:seals", args=[public_id])


@require_GET
def seals(request: ActorRequest, public_id: UUID) -> HttpResponse:
    rows = queries.seals(request.actor, organisation_id=public_id, now=clock.now())
    view = queries.by_public_id(request.actor, public_id=public_id)
    context = {
        "organisation": view,
        "seals": rows,
        "may_offer": view.is_in_force and queries.is_of_office(request.actor, view.id),
    }
    return render(request, "organisations/desk/seals.html", context)


@require_http_methods(["GET", "POST"])
def offer(request: ActorRequest, public_id: UUID) -> HttpResponse:
    request.actor.require(OrganisationPermission.OFFER_SEAL)
    queries.seals(request.actor, organisation_id=public_id, now=clock.now())  # hidden from others
    view = queries.by_public_id(request.actor, public_id=public_id)

    def act(given: dict[str, Any]) -> str:
        services.offer_seal(
            request.actor,
            organisation_id=public_id,
            content=given["picture"].read(),
            from_on=given["from_on"],
            now=clock.now(),
        )
        return _list_of(public_id)

    return act_page(
        request,
        forms.SealForm(request.POST or None, request.FILES or None),
        act,
        template="organisations/desk/offer_seal.html",
        title=_("Hand in the seal of the office"),
        head=str(view),
        label=_("Hand in the seal"),
        back=_list_of(public_id),
        said=_("Handed in. Your superior or an operator looks at it and lets it in."),
    )


@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, seal_id: UUID) -> HttpResponse:
    request.actor.require(OrganisationPermission.CONFIRM_SEAL)
    owner, seal = queries.seal_of(request.actor, seal_id=seal_id, now=clock.now())
    view = queries.by_public_id(request.actor, public_id=owner)

    def act(given: dict[str, Any]) -> str:
        services.decide_seal(
            request.actor,
            seal_id=seal_id,
            is_confirmed=given["decision"] == "confirm",
            reason=given["reason"],
            now=clock.now(),
        )
        return _list_of(owner)

    return act_page(
        request,
        forms.SealDecisionForm(request.POST or None),
        act,
        template="organisations/desk/decide_seal.html",
        title=_("Put this seal into use?"),
        head=str(view),
        seal=seal,
        label=_("Save the decision"),
        back=_list_of(owner),
        said=_("Recorded."),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, seal_id: UUID) -> HttpResponse:
    owner, seal = queries.seal_of(request.actor, seal_id=seal_id, now=clock.now())
    view = queries.by_public_id(request.actor, public_id=owner)

    def act(given: dict[str, Any]) -> str:
        services.withdraw_seal(request.actor, seal_id=seal_id, **given, now=clock.now())
        return _list_of(owner)

    return act_page(
        request,
        forms.WithdrawSealForm(request.POST or None),
        act,
        template="organisations/desk/decide_seal.html",
        title=_("Withdraw a seal"),
        head=str(view),
        seal=seal,
        intro=_(
            "Papers of that day and later bear the drawn seal instead, until another one is let "
            "in. Papers issued before keep theirs and stay valid."
        ),
        label=_("Withdraw the seal"),
        kind="warning",
        back=_list_of(owner),
        said=_("The seal is withdrawn."),
    )
