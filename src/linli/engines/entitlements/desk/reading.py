"""Reading: what the office pays, one of them, and the figures of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from linli.engines.entitlements import queries
from linli.engines.entitlements.values import EntitlementState
from linli.foundation.calendar import clock
from linli.foundation.numbering import rules as numbering
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


@never_cache
@require_GET
def office(request: ActorRequest) -> HttpResponse:
    state, text = request.GET.get("state", ""), request.GET.get("q", "")[:40]
    after = request.GET.get("after", "")
    rows, following = queries.office(
        request.actor,
        state=state,
        text=numbering.normalise(text),
        after=int(after) if after.isdecimal() else 0,
    )
    context = {
        "rows": rows,
        "next": following,
        "state": state,
        "q": text,
        "states": EntitlementState.choices,
        "reports": queries.waiting_reports(request.actor),
        "reasons": queries.waiting_reasons(request.actor),
    }
    return render(request, "entitlements/desk/office.html", context)


@never_cache
@require_GET
def one(request: ActorRequest, entitlement_id: UUID) -> HttpResponse:
    try:
        found = queries.office_one(request.actor, entitlement_id=entitlement_id, now=clock.now())
    except ApprovalNeededError:
        case_id = queries.case_of(request.actor, entitlement_id=entitlement_id)
        return redirect("desk:cases:case", case_id)
    checks = queries.register_checks(request.actor, entitlement_id=entitlement_id)
    return render(request, "entitlements/desk/one.html", {"one": found, "checks": checks})


@never_cache
@require_GET
def totals(request: ActorRequest) -> HttpResponse:
    context = {
        "rows": queries.totals(request.actor),
        "claims": queries.open_claims(request.actor),
    }
    return render(request, "entitlements/desk/totals.html", context)
