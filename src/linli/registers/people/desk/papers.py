"""Identity documents: added, confirmed, taken out of use; numbers shown whole for a reason."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.foundation.actors.values import ActorRequest, Proof
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done
from linli.registers.people import forms, services
from linli.registers.people.desk.records import act_on, page_of, titled
from linli.registers.people.values import Permission


@never_cache
@require_http_methods(["GET", "POST"])
def add_document(request: ActorRequest, public_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> None:
        services.add_document(request.actor, person_id=public_id, **value, now=clock.now())

    return act_on(
        request,
        public_id,
        Permission.CONFIRM_IDENTITY,
        forms.AddDocumentForm(request.POST or None),
        act,
        title=_("Add a document that is shown now"),
        label=_("Add the document"),
    )


@require_POST
def confirm(request: ActorRequest, public_id: UUID, document_id: UUID) -> HttpResponse:
    services.confirm_identity(
        request.actor, document_id=document_id, proof=Proof.COUNTER, now=clock.now()
    )
    done(request, _("The identity counts as shown at the counter."))
    return see("desk:people:person", public_id)


@never_cache
@require_http_methods(["GET", "POST"])
def retire(request: ActorRequest, public_id: UUID, document_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> None:
        services.retire_document(request.actor, document_id=document_id, **value, now=clock.now())

    return act_on(
        request,
        public_id,
        Permission.CONFIRM_IDENTITY,
        forms.ReasonForm(request.POST or None),
        act,
        title=_("Take a document out of use"),
        intro=_("For a document that was replaced, lost, or typed wrongly."),
        label=_("Take it out of use"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def unmask(request: ActorRequest, public_id: UUID, document_id: UUID) -> HttpResponse:
    def read(reason: str) -> str:
        return services.unmask(
            request.actor, document_id=document_id, reason=reason, now=clock.now()
        )

    return _unmask(request, public_id, read, title=_("Show the whole number"))


@never_cache
@require_http_methods(["GET", "POST"])
def unmask_phone(request: ActorRequest, public_id: UUID) -> HttpResponse:
    def read(reason: str) -> str:
        return services.unmask_phone(
            request.actor, person_id=public_id, reason=reason, now=clock.now()
        )

    return _unmask(request, public_id, read, title=_("Show the whole phone number"))


def _unmask(
    request: ActorRequest, public_id: UUID, read: Callable[[str], str], *, title: str
) -> HttpResponse:
    row = titled(request, public_id, Permission.UNMASK)
    context = {"title": title, "head": row.name, "back": page_of(public_id)}

    def act(value: dict[str, Any]) -> HttpResponse:
        shown = {"shown": read(value["reason"]), **context}
        return render(request, "people/desk/unmasked.html", shown)

    return act_page(
        request,
        forms.ReasonForm(request.POST or None),
        act,
        intro=_("Numbers stay covered unless your work needs them. Each look is logged."),
        label=_("Show it"),
        **context,
    )
