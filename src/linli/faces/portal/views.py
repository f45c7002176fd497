"""The resident's own pages: home and what stands in the footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse

from linli.engines.cases import queries as cases
from linli.engines.cases.values import CaseState
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import ANONYMOUS
from linli.foundation.calendar import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from linli.engines.catalogue.values import Topic
    from linli.foundation.actors.values import Actor


@dataclass(frozen=True)
class Tile:
    """One card of the home page."""

    label: str
    url: str
    icon: str = ""
    text: str = ""
    status: str = ""
    tone: str = ""
    due_on: date | None = None


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    actor = getattr(request, "actor", ANONYMOUS)
    search_url = reverse("portal:catalogue:items")
    context = {
        "search_url": search_url,
        "categories": _tiles(catalogue.categories(), search_url, "category"),
        "life_events": _tiles(catalogue.life_events(), search_url, "life_event"),
        "cases": _my_cases(actor) if actor.is_signed_in else (),
        "all_cases_url": reverse("portal:cases:mine"),
    }
    return render(request, "portal/home.html", context)


def _my_cases(actor: Actor) -> tuple[Tile, ...]:
    return tuple(
        Tile(
            label=str(case.item_name),
            url=reverse("portal:cases:case", kwargs={"case_id": case.public_id}),
            text=case.number,
            status=str(CaseState(case.state).label),
            tone="warn" if case.needs_me else "info",
            due_on=case.due_on,
        )
        for case in cases.home(actor, now=clock.now())
    )


def _tiles(topics: Iterable[Topic], url: str, key: str) -> tuple[Tile, ...]:
    return tuple(
        Tile(str(topic.name), f"{url}?{urlencode({key: topic.code})}", topic.icon)
        for topic in topics
    )


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")
