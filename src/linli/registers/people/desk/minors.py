"""What concerns under-14s: asking for approval, and deciding."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import see
from linli.foundation.ui.messages import done
from linli.registers.people import forms, queries, services
from linli.registers.people.desk.records import act_on
from linli.registers.people.values import Permission


@never_cache
@require_http_methods(["GET", "POST"])
def request_reading(request: ActorRequest, public_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> str:
        services.request_minor_reading(request.actor, person_id=public_id, **value, now=clock.now())
        return reverse("desk:people:approvals")

    return act_on(
        request,
        public_id,
        Permission.REQUEST_MINOR,
        forms.ReasonForm(request.POST or None),
        act,
        title=_("Ask to read the data of a child under 14"),
        intro=_("Your supervisor decides. An approval holds for 7 days, and each look is logged."),
        label=_("Ask for approval"),
        back=reverse("desk:people:find"),
        said=_("Your supervisor has the request."),
    )


@never_cache
@require_GET
def approvals(request: ActorRequest) -> HttpResponse:
    rows = queries.approvals(request.actor)
    may_decide = request.actor.may(Permission.APPROVE_MINOR)
    context = {"rows": rows, "may_decide": may_decide}
    return render(request, "people/desk/approvals.html", context)


@require_POST
def decide(request: ActorRequest, approval_id: UUID) -> HttpResponse:
    if request.POST.get("decision") == "approve":
        services.approve_minor_reading(request.actor, approval_id=approval_id, now=clock.now())
        done(request, _("Approved for 7 days."))
    else:
        services.decline_minor_reading(request.actor, approval_id=approval_id, now=clock.now())
        done(request, _("Declined."))
    return see("desk:people:approvals")
