"""My papers: given once, used again, deleted when I like."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done
from linli.registers.library import forms, queries, services
from linli.registers.people.values import NotProvenError

app_name = "library"
HOME = "portal:library:papers"


@never_cache
@require_GET
def papers(request: ActorRequest) -> HttpResponse:
    try:
        found = queries.papers(request.actor, now=clock.now())
    except NotProvenError as error:
        return render(request, "people/portal/not_proven.html", {"error": error})
    deleted = request.GET.get("deleted", "")
    context = {"papers": found, "deleted": _known(deleted), "layout": "ui/portal.html"}
    return render(request, "library/papers.html", context)


def _known(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: ActorRequest) -> HttpResponse:
    queries.own_id(request.actor)

    def act(value: dict[str, Any]) -> str:
        services.keep(request.actor, **value, now=clock.now())
        return HOME

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
        layout="ui/portal.html",
    )


@require_POST
def allow(request: ActorRequest, paper_id: UUID) -> HttpResponse:
    may_reuse = request.POST.get("may_reuse") == "yes"
    services.allow(request.actor, paper_id=paper_id, may_reuse=may_reuse, now=clock.now())
    done(request, agreed(may_reuse=may_reuse))
    return see(HOME)


def agreed(*, may_reuse: bool) -> str:
    if may_reuse:
        return _("It will be offered in later applications.")
    return _("It is not offered any more. Applications that have it keep it.")


@require_POST
def delete(request: ActorRequest, paper_id: UUID) -> HttpResponse:
    services.delete(request.actor, paper_id=paper_id, now=clock.now())
    done(request, _("Deleted. You can bring it back for seven days."))
    return see(f"/papers/?deleted={paper_id}")


@require_POST
def restore(request: ActorRequest, paper_id: UUID) -> HttpResponse:
    services.restore(request.actor, paper_id=paper_id, now=clock.now())
    done(request, _("The paper is back."))
    return see(HOME)


urlpatterns = [
    path("", papers, name="papers"),
    path("add/", add, name="add"),
    path("<uuid:paper_id>/consent/", allow, name="allow"),
    path("<uuid:paper_id>/delete/", delete, name="delete"),
    path("<uuid:paper_id>/restore/", restore, name="restore"),
]
