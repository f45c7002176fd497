"""Two records of one person become one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.foundation.ui.acting import act_page
from linli.registers.people import forms, queries, services
from linli.registers.people.desk.finding import by_number
from linli.registers.people.desk.records import act_on, page_of
from linli.registers.people.values import Permission


@never_cache
@require_http_methods(["GET", "POST"])
def choose_twin(request: ActorRequest, public_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> str:
        return reverse("desk:people:merge", args=[public_id, by_number(request, value).public_id])

    return act_on(
        request,
        public_id,
        Permission.MERGE,
        forms.DocumentForm(request.POST or None),
        act,
        title=_("Merge with another record of the same person"),
        intro=_("Type a number that belongs to the other record. Then you see both."),
        label=_("Show both"),
        said=_("Compare both records before you merge them."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def merge(request: ActorRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    request.actor.require(Permission.MERGE)
    now = clock.now()
    sides = [queries.person(request.actor, person_id=one, now=now) for one in (public_id, other_id)]
    if sides[0].id == sides[1].id:
        raise NotFoundError

    def act(value: dict[str, Any]) -> str:
        kept, dropped = (public_id, other_id) if value["keep"] == "this" else (other_id, public_id)
        reason = value["reason"]
        services.merge(
            request.actor, kept_id=kept, dropped_id=dropped, reason=reason, now=clock.now()
        )
        return page_of(kept)

    return act_page(
        request,
        forms.MergeForm(request.POST or None),
        act,
        template="people/desk/merge.html",
        back=page_of(public_id),
        sides=sides,
        said=_("Merged. Both numbers lead to this record now."),
    )
