"""My household, how I am reached, who asked about me."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page
from linli.foundation.ui.older import before
from linli.registers.people import forms, queries, services
from linli.registers.people.values import NotProvenError

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
@require_GET
def lookups(request: ActorRequest) -> HttpResponse:
    try:
        found = queries.lookups(request.actor, before=before(request))
    except NotProvenError as error:
        return render(request, "people/portal/not_proven.html", {"error": error})
    return render(request, "people/portal/lookups.html", {"found": found})
