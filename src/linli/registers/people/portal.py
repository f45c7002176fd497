"""My family: my household, whom I act for and who acts for me."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done
from linli.foundation.ui.older import before
from linli.registers.people import forms, queries, services
from linli.registers.people.values import NotProvenError

app_name = "people"
HOME = "portal:people:family"
ASK = "people/portal/ask.html"


@never_cache
@require_GET
def family(request: ActorRequest) -> HttpResponse:
    try:
        page = queries.family(request.actor, now=clock.now())
    except NotProvenError as error:
        return render(request, "people/portal/not_proven.html", {"error": error})
    return render(request, "people/portal/family.html", {"page": page, "person": page.person})


@never_cache
@require_http_methods(["GET", "POST"])
def contact(request: ActorRequest) -> HttpResponse:
    known = queries.family(request.actor, now=clock.now()).person

    def act(value: dict[str, Any]) -> str:
        services.change_contact(request.actor, **value, now=clock.now())
        return HOME

    return act_page(
        request,
        forms.ContactForm(request.POST or None, initial={"email": known.email}),
        act,
        template=ASK,
        title=_("How we reach you"),
        intro=_("Now: %(phone)s") % {"phone": known.phone} if known.phone else "",
        label=_("Save"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def grant(request: ActorRequest) -> HttpResponse:
    queries.family(request.actor, now=clock.now())
    form = forms.MandateForm(
        request.POST or None, initial={"from_on": clock.today()}, items=queries.items_for_mandates()
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
def lookups(request: ActorRequest) -> HttpResponse:
    try:
        found = queries.lookups(request.actor, before=before(request))
    except NotProvenError as error:
        return render(request, "people/portal/not_proven.html", {"error": error})
    return render(request, "people/portal/lookups.html", {"found": found})


@require_POST
def revoke(request: ActorRequest, mandate_id: UUID) -> HttpResponse:
    services.revoke_mandate(request.actor, mandate_id=mandate_id, now=clock.now())
    done(request, _("The mandate ended."))
    return see(HOME)


urlpatterns = [
    path("", family, name="family"),
    path("lookups/", lookups, name="lookups"),
    path("contact/", contact, name="contact"),
    path("mandates/new/", grant, name="grant"),
    path("mandates/accept/", accept, name="accept"),
    path("mandates/<uuid:mandate_id>/revoke/", revoke, name="revoke"),
]
