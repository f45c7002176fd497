"""What somebody has been given: by their record, or by the exact number of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from linli.engines.entitlements import forms, queries
from linli.engines.entitlements.values import EntitlementPermission
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


@never_cache
@require_GET
def person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    try:
        rows = queries.of_person(request.actor, person_id=person_id, now=clock.now())
    except ApprovalNeededError:
        return redirect("desk:people:request_reading", person_id)
    context = {"rows": rows, "person_id": person_id}
    return render(request, "entitlements/desk/person.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: ActorRequest) -> HttpResponse:
    request.actor.require(EntitlementPermission.FIND)

    def act(value: dict[str, Any]) -> HttpResponse:
        rows = queries.of_number(request.actor, **value, now=clock.now())
        return render(request, "entitlements/desk/person.html", {"rows": rows})

    return act_page(
        request,
        forms.NumberForm(request.POST or None),
        act,
        template="entitlements/desk/find.html",
        title=_("What has somebody been granted?"),
    )
