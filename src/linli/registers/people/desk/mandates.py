"""Mandates at the counter: recorded, renewed, ended; their papers and the form to print."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.actors.values import ANONYMOUS, ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import see
from linli.foundation.ui.messages import done
from linli.registers.people import forms, queries, services
from linli.registers.people.desk.finding import by_number
from linli.registers.people.desk.records import act_on, titled
from linli.registers.people.values import Permission

PAGE = "desk:people:mandate"


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
            request.FILES or None,
            initial={"from_on": clock.today()},
            items=queries.items_for_mandates(),
            years=queries.longest_years(on=clock.today()),
        ),
        act,
        title=_("Record a mandate"),
        intro=_("Both are here, or the signed mandate is. Type the agent's document."),
        label=_("Record the mandate"),
    )


@never_cache
@require_GET
def mandate(request: ActorRequest, public_id: UUID, mandate_id: UUID) -> HttpResponse:
    row = titled(request, public_id, Permission.KEEP_MANDATE)
    page = queries.mandate(request.actor, mandate_id=mandate_id, now=clock.now())
    context = {"page": page, "mandate": page.mandate, "person": row, "layout": "ui/desk.html"}
    return render(request, "people/desk/mandate.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def renew_mandate(request: ActorRequest, public_id: UUID, mandate_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> str:
        made = services.renew_mandate(
            request.actor, mandate_id=mandate_id, **value, now=clock.now()
        )
        return resolve_url(PAGE, public_id, made)

    return _on_mandate(
        request,
        public_id,
        mandate_id,
        forms.RenewForm(request.POST or None, years=queries.longest_years(on=clock.today())),
        act,
        title=_("Renew the mandate"),
        intro=_("Only with the person present who gave it, or with their signed paper."),
        label=_("Renew"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def add_paper(request: ActorRequest, public_id: UUID, mandate_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> str:
        services.add_mandate_paper(
            request.actor, mandate_id=mandate_id, paper=value["paper"], now=clock.now()
        )
        return resolve_url(PAGE, public_id, mandate_id)

    return _on_mandate(
        request,
        public_id,
        mandate_id,
        forms.PaperForm(request.POST or None, request.FILES or None),
        act,
        title=_("Add the signed paper"),
        intro=_("It is kept encrypted. Each look at it is written down."),
        label=_("Keep the paper"),
    )


def _on_mandate(
    request: ActorRequest,
    public_id: UUID,
    mandate_id: UUID,
    form: Form,
    act: Callable[[dict[str, Any]], str],
    **context: Any,
) -> HttpResponse:
    """Show a form about one mandate of somebody in reach; not theirs is not found."""
    titled(request, public_id, Permission.KEEP_MANDATE)
    queries.mandate(request.actor, mandate_id=mandate_id, now=clock.now())
    back = resolve_url(PAGE, public_id, mandate_id)
    return act_on(
        request, public_id, Permission.KEEP_MANDATE, form, act, **context | {"back": back}
    )


@never_cache
@require_GET
def mandate_form(request: ActorRequest, public_id: UUID) -> HttpResponse:
    person_id = None if "empty" in request.GET else public_id
    titled(request, public_id, Permission.KEEP_MANDATE)
    context = {
        "blank": queries.blank_mandate(request.actor, person_id=person_id, now=clock.now())
        if person_id
        else queries.blank_mandate(ANONYMOUS, now=clock.now()),
        "is_filled": person_id is not None,
        "person_id": public_id,
        "layout": "ui/desk.html",
    }
    return render(request, "people/mandate_form.html", context)


@require_POST
def revoke_mandate(request: ActorRequest, public_id: UUID, mandate_id: UUID) -> HttpResponse:
    services.revoke_mandate(request.actor, mandate_id=mandate_id, now=clock.now())
    done(request, _("The mandate ended."))
    return see("desk:people:person", public_id)
