"""Household, guardians and relatives of a person."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
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
def household(request: ActorRequest, public_id: UUID) -> HttpResponse:
    there = queries.household(request.actor, person_id=public_id, now=clock.now())
    form: forms.SchemaForm
    if there is None:
        form = forms.OpenHouseholdForm(request.POST or None)
    else:
        form = forms.MemberForm(request.POST or None)

    def act(value: dict[str, Any]) -> str:
        if there is None:
            services.open_household(request.actor, head_id=public_id, **value, now=clock.now())
        else:
            member = by_number(request, value)
            services.add_member(
                request.actor,
                household_id=there.public_id,
                person_id=member.id,
                **value,
                now=clock.now(),
            )
        return reverse("desk:people:household", args=[public_id])

    return act_on(
        request,
        public_id,
        Permission.KEEP_HOUSEHOLD,
        form,
        act,
        template="people/desk/household.html",
        title=_("Household"),
        label=_("Open a household") if there is None else _("Add to the household"),
        person_id=public_id,
        household=there,
        kinships=forms.MemberForm.base_fields["kinship"],
    )


@require_POST
def leave(request: ActorRequest, public_id: UUID, member_id: UUID) -> HttpResponse:
    services.leave_household(request.actor, person_id=member_id, now=clock.now())
    done(request, _("The membership ended today."))
    return see("desk:people:household", public_id)


@require_POST
def make_head(request: ActorRequest, public_id: UUID, member_id: UUID) -> HttpResponse:
    services.change_head(
        request.actor,
        person_id=member_id,
        former_is=request.POST.get("former_is", ""),
        now=clock.now(),
    )
    done(request, _("The household has a new head."))
    return see("desk:people:household", public_id)


@never_cache
@require_http_methods(["GET", "POST"])
def add_guardian(request: ActorRequest, public_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> None:
        guardian = by_number(request, value)
        services.add_guardianship(
            request.actor, guardian_id=guardian.id, ward_id=public_id, **value, now=clock.now()
        )

    return act_on(
        request,
        public_id,
        Permission.KEEP_RELATION,
        forms.GuardianForm(request.POST or None, initial={"from_on": clock.today()}),
        act,
        title=_("Add a guardian of a child"),
        intro=_(
            "Type the guardian's document. A guardian is 18 or older. It ends by itself on the day "
            "the child is 18."
        ),
        label=_("Add the guardian"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def add_relation(request: ActorRequest, public_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> None:
        other = by_number(request, value)
        services.add_relation(
            request.actor, person_id=public_id, other_id=other.id, **value, now=clock.now()
        )

    return act_on(
        request,
        public_id,
        Permission.KEEP_RELATION,
        forms.RelationForm(request.POST or None),
        act,
        title=_("Add a relative"),
        label=_("Add the relative"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def end_relation(request: ActorRequest, public_id: UUID, relation_id: UUID) -> HttpResponse:
    def act(value: dict[str, Any]) -> None:
        services.end_relation(request.actor, relation_id=relation_id, **value, now=clock.now())

    return act_on(
        request,
        public_id,
        Permission.KEEP_RELATION,
        forms.EndForm(request.POST or None, initial={"to_on": clock.today()}),
        act,
        title=_("End a relation"),
        label=_("End it"),
    )
