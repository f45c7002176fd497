"""What I receive: all of it, one with its history, a change at home, another account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from linli.engines.entitlements import forms, queries, services
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest

app_name = "entitlements"
ASK = "entitlements/portal/ask.html"


@never_cache
@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    rows = queries.mine(request.actor, now=clock.now())
    return render(request, "entitlements/portal/mine.html", {"rows": rows})


@never_cache
@require_GET
def one(request: ActorRequest, entitlement_id: UUID) -> HttpResponse:
    found = queries.my_one(request.actor, entitlement_id=entitlement_id, now=clock.now())
    return render(request, "entitlements/portal/one.html", {"one": found})


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, entitlement_id: UUID) -> HttpResponse:
    found = queries.my_one(request.actor, entitlement_id=entitlement_id, now=clock.now())
    page = reverse("portal:entitlements:one", args=[entitlement_id])

    def act(value: dict[str, Any]) -> str:
        services.report_change(
            request.actor, entitlement_id=entitlement_id, **value, now=clock.now()
        )
        return page

    form = forms.ReportForm(request.POST or None, initial={"happened_on": clock.today()})
    return act_page(
        request,
        form,
        act,
        template=ASK,
        back=page,
        head=found.row.name,
        title=_("Something changed at home"),
        intro=_("Nothing is cut because you tell us. The office looks at it and answers you."),
        label=_("Report the change"),
        said=_("Thank you. The office looks at it; when it answers stands below."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def account(request: ActorRequest, entitlement_id: UUID) -> HttpResponse:
    found = queries.my_one(request.actor, entitlement_id=entitlement_id, now=clock.now())
    page = reverse("portal:entitlements:one", args=[entitlement_id])

    def act(value: dict[str, Any]) -> str:
        services.change_account(
            request.actor, entitlement_id=entitlement_id, **value, now=clock.now()
        )
        return page

    initial = {"holder": found.account_holder, "bank": found.account_bank}
    return act_page(
        request,
        forms.AccountForm(request.POST or None, initial=initial),
        act,
        template=ASK,
        back=page,
        head=found.row.name,
        title=_("Pay to another account"),
        intro=_("From the next list on. What is on its way goes to the old account."),
        label=_("Save"),
    )


urlpatterns = [
    path("", mine, name="mine"),
    path("<uuid:entitlement_id>/", one, name="one"),
    path("<uuid:entitlement_id>/report/", report, name="report"),
    path("<uuid:entitlement_id>/account/", account, name="account"),
]
