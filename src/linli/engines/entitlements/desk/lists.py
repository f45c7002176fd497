"""Payment lists: made, checked by a second person, fetched for the treasury."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.engines.entitlements import forms, queries, services
from linli.foundation.calendar import clock
from linli.foundation.errors.values import ConflictError
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from linli.foundation.actors.values import ActorRequest


@never_cache
@require_http_methods(["GET", "POST"])
def lists(request: ActorRequest) -> HttpResponse:
    rows = queries.lists(request.actor)

    def act(value: dict[str, Any]) -> str:
        made = services.build_list(request.actor, **value, now=clock.now())
        return reverse("desk:entitlements:list", args=[made])

    return act_page(
        request,
        forms.ListForm(
            request.POST or None,
            initial={"month": clock.today()},
            compartments=queries.compartments(request.actor),
        ),
        act,
        template="entitlements/desk/lists.html",
        said=_("The list is being made. Look again in a moment."),
        rows=rows,
    )


@never_cache
@require_GET
def payment_list(request: ActorRequest, list_id: UUID) -> HttpResponse:
    return _shown(request, list_id)


def _shown(
    request: ActorRequest, list_id: UUID, *, problem: object = "", status: int = 200
) -> HttpResponse:
    after = request.GET.get("after", "")
    only = "changed" in request.GET
    found = queries.payment_list(
        request.actor,
        list_id=list_id,
        after=int(after) if after.isdecimal() else 0,
        only_changed=only,
    )
    context = {"list": found, "only_changed": only, "problem": problem}
    return render(request, "entitlements/desk/list.html", context, status=status)


@require_POST
def close(request: ActorRequest, list_id: UUID) -> HttpResponse:
    try:
        services.close_list(request.actor, list_id=list_id, now=clock.now())
    except ConflictError as refusal:
        return _shown(request, list_id, problem=refusal.message, status=refusal.status)
    done(request, _("The list is closed. Its file can be fetched for the treasury."))
    return see("desk:entitlements:list", list_id)


@require_POST
def fetch(request: ActorRequest, list_id: UUID) -> HttpResponse:
    try:
        name, content = services.fetch_list(request.actor, list_id=list_id, now=clock.now())
    except ConflictError as refusal:
        return _shown(request, list_id, problem=refusal.message, status=refusal.status)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
