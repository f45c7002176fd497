"""Guardians of adults: the court's judgment recorded and read at the counter."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.registers.people import forms, queries, services
from linli.registers.people.desk.finding import by_number
from linli.registers.people.desk.records import act_on, titled
from linli.registers.people.values import Permission


@never_cache
@require_http_methods(["GET", "POST"])
def add_court_guardian(request: ActorRequest, public_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> None:
        guardian = by_number(request, value)
        services.add_court_guardianship(
            request.actor, guardian_id=guardian.id, ward_id=public_id, **value, now=clock.now()
        )

    return act_on(
        request,
        public_id,
        Permission.KEEP_RELATION,
        forms.JudgmentForm(request.POST or None, request.FILES or None),
        act,
        title=_("Add a guardian by a court's judgment"),
        intro=_(
            "For a person of 18 or older of whom a court found that they cannot act alone. Type "
            "the guardian's document and what the judgment says."
        ),
        label=_("Add the guardian"),
    )


@never_cache
@require_GET
def judgment(request: ActorRequest, public_id: UUID, relation_id: UUID) -> HttpResponse:
    row = titled(request, public_id, Permission.KEEP_RELATION)
    page = queries.judgment(request.actor, relation_id=relation_id, now=clock.now())
    context = {"page": page, "person": row}
    return render(request, "people/desk/judgment.html", context)
