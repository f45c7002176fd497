"""Taking in for somebody who is present: who, what, then the same steps as at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from linli.engines.cases import queries, services
from linli.engines.cases.values import CasePermission
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import see
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


def mine(request: ActorRequest) -> HttpResponse:
    request.actor.require(CasePermission.INTAKE)
    return render(request, "cases/desk/intake.html", {"drafts": queries.drafts(request.actor)})


def person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    request.actor.require(CasePermission.INTAKE)
    now = clock.now()
    present = people.person(request.actor, person_id=person_id, now=now)
    if request.method == "POST":
        draft = services.start(
            request.actor,
            item_code=request.POST.get("item", ""),
            for_person_id=present.id,
            use_record=True,
            now=now,
        )
        return see("desk:cases:draft", draft.public_id)
    text = request.GET.get("q", "")[:100]
    context = {"person": present, "q": text, "items": queries.items_at_desk(text)}
    return render(request, "cases/desk/intake_person.html", context)
