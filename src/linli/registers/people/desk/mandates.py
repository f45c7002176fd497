"""Mandates recorded and ended at the counter."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import see
from linli.foundation.ui.messages import done
from linli.registers.people import forms, queries, services
from linli.registers.people.desk.finding import by_number
from linli.registers.people.desk.records import act_on
from linli.registers.people.values import Permission


@never_cache
@require_http_methods(["GET", "POST"])
def add_mandate(request: ActorRequest, public_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> None:
        agent = by_number(request, value)
        services.grant_mandate(
            request.actor, principal_id=public_id, agent_id=agent.id, **value, now=clock.now()
        )

    return act_on(
        request,
        public_id,
        Permission.KEEP_MANDATE,
        forms.CounterMandateForm(
            request.POST or None,
            initial={"from_on": clock.today()},
            items=queries.items_for_mandates(),
        ),
        act,
        title=_("Record a mandate"),
        intro=_("Both are here, or the signed mandate is. Type the agent's document."),
        label=_("Record the mandate"),
    )


@require_POST
def revoke_mandate(request: ActorRequest, public_id: UUID, mandate_id: UUID) -> HttpResponse:
    services.revoke_mandate(request.actor, mandate_id=mandate_id, now=clock.now())
    done(request, _("The mandate ended."))
    return see("desk:people:person", public_id)
