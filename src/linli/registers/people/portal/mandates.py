"""Whom I let act for me, and for whom I act."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.actors.values import ANONYMOUS, ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.errors.values import ForbiddenError
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done
from linli.registers.people import forms, queries, services
from linli.registers.people.portal.family import ASK, HOME

PAGE = "portal:people:mandate"


@never_cache
@require_http_methods(["GET", "POST"])
def grant(request: ActorRequest) -> HttpResponse:
    queries.family(request.actor, now=clock.now())
    form = forms.MandateForm(
        request.POST or None,
        initial={"from_on": clock.today()},
        items=queries.items_for_mandates(),
        years=queries.longest_years(on=clock.today()),
    )

    def act(value: dict[str, Any]) -> HttpResponse:
        granted = services.grant_mandate(request.actor, **value, now=clock.now())
        return render(request, "people/portal/granted.html", {"code": granted.code})

    return act_page(
        request,
        form,
        act,
        template=ASK,
        title=_("Let somebody act for me"),
        intro=_(
            "You get a code. Give it to the person you trust, and to nobody else. Once they enter "
            "it here, they can apply for you and read your applications until you end it."
        ),
        label=_("Make the code"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: ActorRequest) -> HttpResponse:
    queries.family(request.actor, now=clock.now())

    def act(value: dict[str, Any]) -> str:
        services.accept_mandate(request.actor, **value, now=clock.now())
        return HOME

    return act_page(
        request,
        forms.CodeForm(request.POST or None),
        act,
        template=ASK,
        title=_("Enter a code I was given"),
        intro=_("Somebody who wants you to act for them gave you a code of 10 characters."),
        label=_("Accept"),
        said=_("You can act for this person now."),
    )


@never_cache
@require_GET
def mandate(request: ActorRequest, mandate_id: UUID) -> HttpResponse:
    page = queries.mandate(request.actor, mandate_id=mandate_id, now=clock.now())
    context = {"page": page, "mandate": page.mandate, "layout": "ui/portal.html"}
    return render(request, "people/portal/mandate.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def renew(request: ActorRequest, mandate_id: UUID) -> HttpResponse:
    page = queries.mandate(request.actor, mandate_id=mandate_id, now=clock.now())
    if not page.mandate.is_mine:
        raise ForbiddenError

    def act(value: dict[str, Any]) -> str:
        made = services.renew_mandate(
            request.actor, mandate_id=mandate_id, **value, now=clock.now()
        )
        return resolve_url(PAGE, made)

    return act_page(
        request,
        forms.RenewForm(request.POST or None, years=queries.longest_years(on=clock.today())),
        act,
        template=ASK,
        title=_("Renew the mandate"),
        intro=_("The same person goes on acting for you, for the same services."),
        label=_("Renew"),
        said=_("Renewed. Both of you are told."),
    )


@login_not_required
@never_cache
@require_GET
def mandate_form(request: ActorRequest) -> HttpResponse:
    is_empty = "empty" in request.GET
    blank = queries.blank_mandate(request.actor, now=clock.now())
    context = {
        "blank": queries.blank_mandate(ANONYMOUS, now=clock.now()) if is_empty else blank,
        "is_filled": bool(blank.principal) and not is_empty,
        "layout": "ui/portal.html",
    }
    return render(request, "people/mandate_form.html", context)


@require_POST
def revoke(request: ActorRequest, mandate_id: UUID) -> HttpResponse:
    services.revoke_mandate(request.actor, mandate_id=mandate_id, now=clock.now())
    done(request, _("The mandate ended."))
    return see(HOME)
