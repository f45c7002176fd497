"""One record: registered, shown, changed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page
from linli.foundation.ui.registry import acts_on
from linli.registers.people import forms, queries, services
from linli.registers.people.values import ApprovalNeededError, Permission, PersonRow


def page_of(public_id: UUID) -> str:
    return reverse("desk:people:person", args=[public_id])


def titled(request: ActorRequest, public_id: UUID, permission: Permission) -> PersonRow:
    return queries.title(request.actor, person_id=public_id, permission=permission, now=clock.now())


def act_on(
    request: ActorRequest,
    public_id: UUID,
    permission: Permission,
    form: Form,
    act: Callable[[dict[str, Any]], str | None],
    **context: Any,
) -> HttpResponse:
    """Show a form about one person; after the act the page it names, else the person's."""
    row = titled(request, public_id, permission)
    page = page_of(public_id)
    context = {"head": row.name, "back": page, **context}
    return act_page(request, form, lambda value: act(value) or page, **context)


@never_cache
@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    request.actor.require(Permission.REGISTER)
    divisions = queries.communities(request.actor, permission=Permission.REGISTER)
    form = forms.RegisterForm(request.POST or None, divisions=divisions)

    def act(value: dict[str, Any]) -> str:
        value["sex"] = value["sex"] or ""
        made = services.register(request.actor, **value, now=clock.now())
        return page_of(made.public_id)

    return act_page(
        request,
        form,
        act,
        title=_("Register a person who is here"),
        intro=_("Look at the document before you type. The number is stored encrypted."),
        label=_("Register"),
        back=reverse("desk:people:find"),
        said=_("Registered. The identity counts as shown at the counter."),
    )


@never_cache
@require_GET
def person(request: ActorRequest, public_id: UUID) -> HttpResponse:
    try:
        page = queries.file_page(request.actor, person_id=public_id, now=clock.now())
    except ApprovalNeededError:
        return redirect("desk:people:request_reading", public_id)
    context = {
        "page": page,
        "person": page.person,
        "acts": acts_on("person", request.actor),
    }
    return render(request, "people/desk/person.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, public_id: UUID) -> HttpResponse:
    request.actor.require(Permission.CHANGE)
    known = queries.person(request.actor, person_id=public_id, now=clock.now())
    divisions = queries.communities(
        request.actor,
        permission=Permission.CHANGE,
        besides=(known.living.code, known.hukou.code),
    )
    initial = {
        "name": known.name,
        "name_en": known.name_en,
        "sex": known.sex,
        "birth_date": known.birth_date,
        "email": known.email,
        "living_code": known.living.code,
        "living_detail": known.living.detail,
        "hukou_code": known.hukou.code,
        "hukou_detail": known.hukou.detail,
        "died_on": known.died_on,
    }
    form = forms.ChangeForm(request.POST or None, initial=initial, divisions=divisions)

    def act(value: dict[str, Any]) -> str:
        changes = {
            name: given
            for name, given in value.items()
            if (given if name == "phone" else given != initial[name])
        }
        services.change(request.actor, person_id=public_id, changes=changes, now=clock.now())
        return page_of(public_id)

    return act_page(
        request,
        form,
        act,
        title=_("Change the record"),
        label=_("Save the changes"),
        back=page_of(public_id),
        head=known.name,
    )
