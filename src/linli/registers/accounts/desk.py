"""Staff at the desk: who holds which post, appoint, end terms; link an account at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, Problem
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done
from linli.registers.accounts import forms, queries, services
from linli.registers.accounts.values import AccountPermission
from linli.registers.organisations import queries as organisations
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import Actor, ActorRequest


app_name = "accounts"
PER_PAGE = 50


@require_GET
def staff(request: ActorRequest) -> HttpResponse:
    form = forms.StaffFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.posts(request.actor, **wanted)
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "may_open": request.actor.may(AccountPermission.OPEN_ACCOUNT),
    }
    return render(request, "accounts/desk/staff.html", context)


@require_GET
def post(request: ActorRequest, post_id: int) -> HttpResponse:
    actor = request.actor
    context = {
        "post": queries.post(actor, post_id=post_id),
        "may_appoint": actor.may(AccountPermission.APPOINT),
        "may_end": actor.may(AccountPermission.END_TERM),
        "may_close": actor.may(AccountPermission.CLOSE_POST),
    }
    return render(request, "accounts/desk/post.html", context)


@require_http_methods(["GET", "POST"])
def create_post(request: ActorRequest, public_id: UUID) -> HttpResponse:
    request.actor.require(AccountPermission.CREATE_POST)
    body = organisations.by_public_id(request.actor, public_id=public_id)

    def act(given: dict[str, Any]) -> str:
        made = services.create_post(
            request.actor, organisation_id=body.id, **given, now=clock.now()
        )
        return reverse("desk:accounts:post", args=[made.id])

    return act_page(
        request,
        forms.PostForm(request.POST or None),
        act,
        title=_("New post"),
        head=str(body),
        label=_("Make this post"),
        back=reverse("desk:organisations:organisation", args=[public_id]),
        said=_("The post is there. A security administrator can appoint somebody."),
    )


@require_POST
def close_post(request: ActorRequest, post_id: int) -> HttpResponse:
    services.close_post(request.actor, post_id=post_id, now=clock.now())
    done(request, _("The post is closed."))
    return see("desk:accounts:staff")


def _account_of(actor: Actor, who: str) -> int:
    """Return the account with this address or number; a miss is said at the field."""
    found = queries.account_found(actor, email_or_phone=who)
    if found is None:
        words = _("There is no account with exactly this address or number.")
        raise InvalidError(problems=[Problem("who", "account_unknown", words)])
    return found.id


@never_cache
@require_http_methods(["GET", "POST"])
def appoint(request: ActorRequest, post_id: int) -> HttpResponse:
    request.actor.require(AccountPermission.APPOINT)
    seat = queries.post(request.actor, post_id=post_id)
    form = forms.AppointForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        services.appoint(
            request.actor,
            post_id=post_id,
            account_id=_account_of(request.actor, given["who"]),
            is_backup=given["seat"] == "b",
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            now=clock.now(),
        )
        return reverse("desk:accounts:post", args=[post_id])

    return act_page(
        request,
        form,
        act,
        title=_("Appoint"),
        head=f"{seat.organisation_name} · {seat.role.label} {seat.title}",
        label=_("Appoint"),
        back=reverse("desk:accounts:post", args=[post_id]),
        said=_("Appointed."),
    )


@require_http_methods(["GET", "POST"])
def end_term(request: ActorRequest, post_id: int, holding_id: int) -> HttpResponse:
    request.actor.require(AccountPermission.END_TERM)
    seat = queries.post(request.actor, post_id=post_id)

    def act(given: dict[str, Any]) -> str:
        services.end_term(request.actor, holding_id=holding_id, **given, now=clock.now())
        return reverse("desk:accounts:post", args=[post_id])

    return act_page(
        request,
        forms.ReasonForm(request.POST or None),
        act,
        title=_("End this term"),
        head=f"{seat.organisation_name} · {seat.role.label} {seat.title}",
        intro=_(
            "From now on the post opens nothing for this account. "
            "It cannot be undone, only given anew."
        ),
        label=_("End this term"),
        back=reverse("desk:accounts:post", args=[post_id]),
        said=_("The term has ended."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def open_account(request: ActorRequest) -> HttpResponse:
    request.actor.require(AccountPermission.OPEN_ACCOUNT)

    def act(given: dict[str, Any]) -> str:
        services.open_account(request.actor, **given, now=clock.now())
        return reverse("desk:accounts:staff")

    return act_page(
        request,
        forms.ColleagueForm(request.POST or None),
        act,
        title=_("Open an account for a colleague"),
        intro=_(
            "They choose a password themselves, by “I forgot my password” on the sign-in page."
        ),
        label=_("Open the account"),
        back=reverse("desk:accounts:staff"),
        said=_("The account is open. Now it can be appointed to a post."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def link(request: ActorRequest, public_id: UUID) -> HttpResponse:
    request.actor.require(AccountPermission.LINK_PERSON)
    person = people.person(request.actor, person_id=public_id, now=clock.now())
    if account_id := queries.account_of_person(person.id):
        return _unlink(request, public_id, person.name, account_id)

    def act(given: dict[str, Any]) -> str:
        services.link_person(
            request.actor,
            account_id=_account_of(request.actor, given["who"]),
            person_id=person.id,
            now=clock.now(),
        )
        return reverse("desk:people:person", args=[public_id])

    return act_page(
        request,
        forms.LinkForm(request.POST or None),
        act,
        title=_("Link an account"),
        head=person.name,
        intro=_(
            "Only while the person is here and you have seen the document. "
            "From then on they see their record and need not type it again."
        ),
        label=_("I have seen the document: link"),
        back=reverse("desk:people:person", args=[public_id]),
        said=_("Linked. The identity counts as shown at the counter."),
    )


def _unlink(request: ActorRequest, public_id: UUID, name: str, account_id: int) -> HttpResponse:
    back = reverse("desk:people:person", args=[public_id])

    def act(given: dict[str, Any]) -> str:
        services.unlink_person(
            request.actor, account_id=account_id, reason=given["reason"], now=clock.now()
        )
        return back

    return act_page(
        request,
        forms.ReasonForm(request.POST or None),
        act,
        title=_("Unlink the account"),
        head=name,
        intro=_(
            "An account is linked with this person. Unlink it if it is the wrong one, or if the "
            "person asks for it: from then on the account shows nothing of this record."
        ),
        label=_("Unlink the account"),
        back=back,
        said=_("Unlinked. The account no longer shows this record."),
    )


@require_GET
def absences(request: ActorRequest) -> HttpResponse:
    actor, now = request.actor, clock.now()
    leads = actor.may(AccountPermission.LEAD_ABSENT)
    context = {
        "own": queries.my_absences(actor, now=now),
        "stood_in": queries.stood_in(actor, now=now),
        "leads": leads,
        "line": queries.away_in_line(actor, now=now) if leads else (),
    }
    return render(request, "accounts/desk/absences.html", context)


@require_http_methods(["GET", "POST"])
def enter_absence(request: ActorRequest) -> HttpResponse:
    request.actor.require(AccountPermission.BE_ABSENT)
    return _absence(request, forms.AbsenceForm(request.POST or None), title=_("I am away"))


@require_http_methods(["GET", "POST"])
def enter_absence_for(request: ActorRequest) -> HttpResponse:
    people_there = queries.people_in_line(request.actor, now=clock.now())
    form = forms.AbsenceForForm(request.POST or None, people=people_there)
    return _absence(request, form, title=_("Somebody of my line is away"))


def _absence(request: ActorRequest, form: forms.AbsenceForm, *, title: str) -> HttpResponse:
    def act(given: dict[str, Any]) -> str:
        services.enter_absence(request.actor, **given, now=clock.now())
        return reverse("desk:accounts:absences")

    return act_page(
        request,
        form,
        act,
        title=title,
        intro=_("The other seat of the post stands in: with the same powers, at once."),
        label=_("Enter it"),
        back=reverse("desk:accounts:absences"),
        said=_("Entered. Who stands in is told."),
    )


@require_POST
def cancel_absence(request: ActorRequest, absence_id: UUID) -> HttpResponse:
    services.cancel_absence(request.actor, absence_id=absence_id, now=clock.now())
    done(request, _("Cancelled. Who was to stand in is told."))
    return see("desk:accounts:absences")


urlpatterns = [
    path("absences/", absences, name="absences"),
    path("absences/enter/", enter_absence, name="enter_absence"),
    path("absences/enter-for/", enter_absence_for, name="enter_absence_for"),
    path("absences/<uuid:absence_id>/cancel/", cancel_absence, name="cancel_absence"),
    path("", staff, name="staff"),
    path("accounts/open/", open_account, name="open"),
    path("link/<uuid:public_id>/", link, name="link"),
    path("organisations/<uuid:public_id>/posts/add/", create_post, name="create_post"),
    path("posts/<int:post_id>/", post, name="post"),
    path("posts/<int:post_id>/close/", close_post, name="close_post"),
    path("posts/<int:post_id>/appoint/", appoint, name="appoint"),
    path("posts/<int:post_id>/terms/<int:holding_id>/end/", end_term, name="end_term"),
]
