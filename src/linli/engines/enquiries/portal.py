"""Asking at home: choose an office, ask, read the answer, say whether it helped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.engines.enquiries import forms, queries, services
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done
from linli.foundation.ui.registry import city

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest

app_name = "enquiries"


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    rows, following = queries.my_enquiries(
        request.actor, now=clock.now(), before=int(before) if before.isdecimal() else None
    )
    context = {"rows": rows, "next": following, "city": city()}
    return render(request, "enquiries/portal/mine.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest) -> HttpResponse:
    find = forms.FindForm(request.GET, items=queries.items_to_ask())
    wanted = find.cleaned_data if find.is_valid() else {}
    text, item = wanted.get("q", ""), wanted.get("item", "")
    offices = queries.offices_to_ask(request.actor, text=text, item_code=item, now=clock.now())

    def act(given: dict[str, Any]) -> str:
        made = services.ask(request.actor, **given, now=clock.now())
        return reverse("portal:enquiries:enquiry", args=[made])

    return act_page(
        request,
        forms.AskForm(
            request.POST or None,
            offices=[(body.id, body.words) for body in offices],
            initial={"item_code": item, "organisation_id": offices[0].id if offices else None},
        ),
        act,
        template="enquiries/portal/ask.html",
        said=_("Asked. The answer comes here, and you are told."),
        find=find,
        offices=offices,
        is_sought="q" in request.GET,
        city=city(),
    )


@require_GET
def enquiry(request: ActorRequest, enquiry_id: UUID) -> HttpResponse:
    found = queries.my_enquiry(request.actor, enquiry_id=enquiry_id, now=clock.now())
    return render(request, "enquiries/portal/enquiry.html", {"found": found, "city": city()})


@require_POST
def close(request: ActorRequest, enquiry_id: UUID) -> HttpResponse:
    services.close(request.actor, enquiry_id=enquiry_id, now=clock.now())
    done(request, _("Thank you."))
    return see("portal:enquiries:enquiry", enquiry_id)


@require_http_methods(["GET", "POST"])
def reopen(request: ActorRequest, enquiry_id: UUID) -> HttpResponse:
    found = queries.my_enquiry(request.actor, enquiry_id=enquiry_id, now=clock.now())
    back = reverse("portal:enquiries:enquiry", args=[enquiry_id])

    def act(given: dict[str, Any]) -> str:
        services.reopen(request.actor, enquiry_id=enquiry_id, **given, now=clock.now())
        return back

    return act_page(
        request,
        forms.WhyForm(request.POST or None),
        act,
        template="enquiries/portal/reopen.html",
        said=_("The office answers once more."),
        found=found,
        back=back,
    )


urlpatterns = [
    path("", mine, name="mine"),
    path("ask/", ask, name="ask"),
    path("<uuid:enquiry_id>/", enquiry, name="enquiry"),
    path("<uuid:enquiry_id>/close/", close, name="close"),
    path("<uuid:enquiry_id>/reopen/", reopen, name="reopen"),
]
