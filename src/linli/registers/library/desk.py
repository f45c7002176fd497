"""The papers of somebody who is present: the original seen, kept for the next time."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done
from linli.registers.library import forms, queries, services
from linli.registers.library.values import LibraryPermission
from linli.registers.people import queries as people

app_name = "library"
HOME = "desk:library:papers"
LAYOUT = "ui/desk.html"


@never_cache
@require_GET
def papers(request: ActorRequest, person_id: UUID) -> HttpResponse:
    found = queries.papers_of(request.actor, person_id=person_id, now=clock.now())
    person = people.person(request.actor, person_id=person_id, now=clock.now())
    deleted = request.GET.get("deleted", "")
    context = {"papers": found, "person": person, "deleted": _known(deleted), "layout": LAYOUT}
    return render(request, "library/papers.html", context)


def _known(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, person_id: UUID) -> HttpResponse:
    request.actor.require(LibraryPermission.KEEP)
    person = people.person(request.actor, person_id=person_id, now=clock.now())

    def act(value: dict[str, Any]) -> str:
        services.keep(request.actor, person_id=person_id, **value, now=clock.now())
        return resolve_url(HOME, person_id)

    return act_page(
        request,
        forms.PaperForm(
            request.POST or None,
            request.FILES or None,
            initial={"kind": request.GET.get("kind", "")},
        ),
        act,
        template="library/add.html",
        said=_("Kept. It takes the place of an older one of the same kind."),
        layout=LAYOUT,
        person=person,
    )


@require_POST
def allow(request: ActorRequest, person_id: UUID, paper_id: UUID) -> HttpResponse:
    request.actor.require(LibraryPermission.KEEP)
    may_reuse = request.POST.get("may_reuse") == "yes"
    services.allow(request.actor, paper_id=paper_id, may_reuse=may_reuse, now=clock.now())
    done(request, _("Saved."))
    return see(HOME, person_id)


@require_POST
def delete(request: ActorRequest, person_id: UUID, paper_id: UUID) -> HttpResponse:
    request.actor.require(LibraryPermission.KEEP)
    services.delete(request.actor, paper_id=paper_id, now=clock.now())
    done(request, _("Deleted. You can bring it back for seven days."))
    return see(f"{resolve_url(HOME, person_id)}?deleted={paper_id}")


@require_POST
def restore(request: ActorRequest, person_id: UUID, paper_id: UUID) -> HttpResponse:
    request.actor.require(LibraryPermission.KEEP)
    services.restore(request.actor, paper_id=paper_id, now=clock.now())
    done(request, _("The paper is back."))
    return see(HOME, person_id)


urlpatterns = [
    path("<uuid:person_id>/", papers, name="papers"),
    path("<uuid:person_id>/add/", add, name="add"),
    path("<uuid:person_id>/<uuid:paper_id>/consent/", allow, name="allow"),
    path("<uuid:person_id>/<uuid:paper_id>/delete/", delete, name="delete"),
    path("<uuid:person_id>/<uuid:paper_id>/restore/", restore, name="restore"),
]
