"""The desk's pages of people. Searches travel by POST: no name or number in an address."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.actors.values import ActorRequest, Proof
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, NotFoundError
from linli.foundation.ui.acting import act_page, refuse, see, typed_in
from linli.foundation.ui.messages import done
from linli.foundation.ui.registry import acts_on
from linli.registers.people import forms, queries, services
from linli.registers.people.values import (
    ApprovalNeededError,
    Permission,
    PersonRow,
)

app_name = "people"


def _page_of(public_id: UUID) -> str:
    return reverse("desk:people:person", args=[public_id])


def _titled(request: ActorRequest, public_id: UUID, permission: Permission) -> PersonRow:
    return queries.title(request.actor, person_id=public_id, permission=permission, now=clock.now())


def _found(request: ActorRequest, value: dict[str, Any]) -> PersonRow:
    """Find the other person by exact number; a miss is said at the field."""
    miss = _("Nobody is registered under this number yet. Please register them first.")
    with typed_in("number", miss):
        return queries.find_exact(
            request.actor,
            document_type=value.pop("document_type"),
            number=value.pop("number"),
            now=clock.now(),
        )


# ── find, register, see ────────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: ActorRequest) -> HttpResponse:
    request.actor.require(Permission.FIND)
    is_exact = request.method == "POST" and "number" in request.POST
    is_text = request.method == "POST" and not is_exact
    exact = forms.DocumentForm(request.POST if is_exact else None)
    text = forms.FindForm(request.POST if is_text else None)
    context: dict[str, Any] = {"exact": exact, "text": text}
    if is_exact and exact.is_valid():
        try:
            found = _found(request, exact.cleaned_data)
            return see("desk:people:person", found.public_id)
        except InvalidError as refusal:
            refuse(exact, refusal)
    if is_text and text.is_valid():
        said = text.cleaned_data["text"]
        context["rows"] = queries.find(request.actor, text=said, now=clock.now())
        return render(request, "people/desk/find.html", context)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/desk/find.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    request.actor.require(Permission.REGISTER)
    divisions = queries.communities(request.actor, permission=Permission.REGISTER)
    form = forms.RegisterForm(request.POST or None, divisions=divisions)

    def act(value: dict[str, Any]) -> str:
        value["sex"] = value["sex"] or ""
        made = services.register(request.actor, **value, now=clock.now())
        return _page_of(made.public_id)

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
        return _page_of(public_id)

    return act_page(
        request,
        form,
        act,
        title=_("Change the record"),
        label=_("Save the changes"),
        back=_page_of(public_id),
        head=known.name,
    )


# ── documents ──────────────────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "POST"])
def add_document(request: ActorRequest, public_id: UUID) -> HttpResponse:
    row = _titled(request, public_id, Permission.CONFIRM_IDENTITY)

    def act(value: dict[str, Any]) -> str:
        services.add_document(request.actor, person_id=public_id, **value, now=clock.now())
        return _page_of(public_id)

    return act_page(
        request,
        forms.AddDocumentForm(request.POST or None),
        act,
        title=_("Add a document that is shown now"),
        label=_("Add the document"),
        back=_page_of(public_id),
        head=row.name,
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
    row = _titled(request, public_id, Permission.CONFIRM_IDENTITY)

    def act(value: dict[str, Any]) -> str:
        services.retire_document(request.actor, document_id=document_id, **value, now=clock.now())
        return _page_of(public_id)

    return act_page(
        request,
        forms.ReasonForm(request.POST or None),
        act,
        title=_("Take a document out of use"),
        intro=_("For a document that was replaced, lost, or typed wrongly."),
        label=_("Take it out of use"),
        back=_page_of(public_id),
        head=row.name,
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
    row = _titled(request, public_id, Permission.UNMASK)
    context = {"title": title, "head": row.name, "back": _page_of(public_id)}

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


# ── household and relations ────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "POST"])
def household(request: ActorRequest, public_id: UUID) -> HttpResponse:
    row = _titled(request, public_id, Permission.KEEP_HOUSEHOLD)
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
            member = _found(request, value)
            services.add_member(
                request.actor,
                household_id=there.public_id,
                person_id=member.id,
                **value,
                now=clock.now(),
            )
        return reverse("desk:people:household", args=[public_id])

    return act_page(
        request,
        form,
        act,
        template="people/desk/household.html",
        title=_("Household"),
        label=_("Open a household") if there is None else _("Add to the household"),
        back=_page_of(public_id),
        head=row.name,
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
    row = _titled(request, public_id, Permission.KEEP_RELATION)

    def act(value: dict[str, Any]) -> str:
        guardian = _found(request, value)
        services.add_guardianship(
            request.actor, guardian_id=guardian.id, ward_id=public_id, **value, now=clock.now()
        )
        return _page_of(public_id)

    return act_page(
        request,
        forms.GuardianForm(request.POST or None, initial={"from_on": clock.today()}),
        act,
        title=_("Add a guardian"),
        intro=_("Type the guardian's document. A guardian is 18 or older."),
        label=_("Add the guardian"),
        back=_page_of(public_id),
        head=row.name,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def add_relation(request: ActorRequest, public_id: UUID) -> HttpResponse:
    row = _titled(request, public_id, Permission.KEEP_RELATION)

    def act(value: dict[str, Any]) -> str:
        other = _found(request, value)
        services.add_relation(
            request.actor, person_id=public_id, other_id=other.id, **value, now=clock.now()
        )
        return _page_of(public_id)

    return act_page(
        request,
        forms.RelationForm(request.POST or None),
        act,
        title=_("Add a relative"),
        label=_("Add the relative"),
        back=_page_of(public_id),
        head=row.name,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def end_relation(request: ActorRequest, public_id: UUID, relation_id: UUID) -> HttpResponse:
    row = _titled(request, public_id, Permission.KEEP_RELATION)

    def act(value: dict[str, Any]) -> str:
        services.end_relation(request.actor, relation_id=relation_id, **value, now=clock.now())
        return _page_of(public_id)

    return act_page(
        request,
        forms.EndForm(request.POST or None, initial={"to_on": clock.today()}),
        act,
        title=_("End a relation"),
        label=_("End it"),
        back=_page_of(public_id),
        head=row.name,
    )


# ── mandates ───────────────────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "POST"])
def add_mandate(request: ActorRequest, public_id: UUID) -> HttpResponse:
    row = _titled(request, public_id, Permission.KEEP_MANDATE)

    def act(value: dict[str, Any]) -> str:
        agent = _found(request, value)
        services.grant_mandate(
            request.actor, principal_id=public_id, agent_id=agent.id, **value, now=clock.now()
        )
        return _page_of(public_id)

    return act_page(
        request,
        forms.CounterMandateForm(
            request.POST or None,
            initial={"from_on": clock.today()},
            items=queries.items_for_mandates(),
        ),
        act,
        title=_("Record a mandate"),
        intro=_("Both are here, or the signed mandate is. Type the agent's document."),
        label=_("Record the mandate"),
        back=_page_of(public_id),
        head=row.name,
    )


@require_POST
def revoke_mandate(request: ActorRequest, public_id: UUID, mandate_id: UUID) -> HttpResponse:
    services.revoke_mandate(request.actor, mandate_id=mandate_id, now=clock.now())
    done(request, _("The mandate ended."))
    return see("desk:people:person", public_id)


# ── merge ──────────────────────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "POST"])
def choose_twin(request: ActorRequest, public_id: UUID) -> HttpResponse:
    row = _titled(request, public_id, Permission.MERGE)

    def act(value: dict[str, Any]) -> str:
        return reverse("desk:people:merge", args=[public_id, _found(request, value).public_id])

    return act_page(
        request,
        forms.DocumentForm(request.POST or None),
        act,
        title=_("Merge with another record of the same person"),
        intro=_("Type a number that belongs to the other record. Then you see both."),
        label=_("Show both"),
        back=_page_of(public_id),
        head=row.name,
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
        return _page_of(kept)

    return act_page(
        request,
        forms.MergeForm(request.POST or None),
        act,
        template="people/desk/merge.html",
        back=_page_of(public_id),
        sides=sides,
        said=_("Merged. Both numbers lead to this record now."),
    )


# ── under-14s ──────────────────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "POST"])
def request_reading(request: ActorRequest, public_id: UUID) -> HttpResponse:
    row = _titled(request, public_id, Permission.REQUEST_MINOR)

    def act(value: dict[str, Any]) -> str:
        services.request_minor_reading(request.actor, person_id=public_id, **value, now=clock.now())
        return reverse("desk:people:approvals")

    return act_page(
        request,
        forms.ReasonForm(request.POST or None),
        act,
        title=_("Ask to read the data of a child under 14"),
        intro=_("Your supervisor decides. An approval holds for 7 days, and each look is logged."),
        label=_("Ask for approval"),
        back=reverse("desk:people:find"),
        head=row.name,
        said=_("Your supervisor has the request."),
    )


@never_cache
@require_GET
def approvals(request: ActorRequest) -> HttpResponse:
    rows = queries.approvals(request.actor)
    may_decide = request.actor.may(Permission.APPROVE_MINOR)
    context = {"rows": rows, "may_decide": may_decide}
    return render(request, "people/desk/approvals.html", context)


@require_POST
def decide(request: ActorRequest, approval_id: UUID) -> HttpResponse:
    if request.POST.get("decision") == "approve":
        services.approve_minor_reading(request.actor, approval_id=approval_id, now=clock.now())
        done(request, _("Approved for 7 days."))
    else:
        services.decline_minor_reading(request.actor, approval_id=approval_id, now=clock.now())
        done(request, _("Declined."))
    return see("desk:people:approvals")


urlpatterns = [
    path("", find, name="find"),
    path("register/", register, name="register"),
    path("approvals/", approvals, name="approvals"),
    path("approvals/<uuid:approval_id>/", decide, name="decide"),
    path("<uuid:public_id>/", person, name="person"),
    path("<uuid:public_id>/change/", change, name="change"),
    path("<uuid:public_id>/phone/", unmask_phone, name="unmask_phone"),
    path("<uuid:public_id>/documents/add/", add_document, name="add_document"),
    path("<uuid:public_id>/documents/<uuid:document_id>/confirm/", confirm, name="confirm"),
    path("<uuid:public_id>/documents/<uuid:document_id>/retire/", retire, name="retire"),
    path("<uuid:public_id>/documents/<uuid:document_id>/number/", unmask, name="unmask"),
    path("<uuid:public_id>/household/", household, name="household"),
    path("<uuid:public_id>/household/<uuid:member_id>/leave/", leave, name="leave"),
    path("<uuid:public_id>/household/<uuid:member_id>/head/", make_head, name="make_head"),
    path("<uuid:public_id>/guardians/add/", add_guardian, name="add_guardian"),
    path("<uuid:public_id>/relations/add/", add_relation, name="add_relation"),
    path("<uuid:public_id>/relations/<uuid:relation_id>/end/", end_relation, name="end_relation"),
    path("<uuid:public_id>/mandates/add/", add_mandate, name="add_mandate"),
    path(
        "<uuid:public_id>/mandates/<uuid:mandate_id>/revoke/", revoke_mandate, name="revoke_mandate"
    ),
    path("<uuid:public_id>/merge/", choose_twin, name="choose_twin"),
    path("<uuid:public_id>/merge/<uuid:other_id>/", merge, name="merge"),
    path("<uuid:public_id>/approval/", request_reading, name="request_reading"),
]
