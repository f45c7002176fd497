"""The staff's first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from linli.foundation.actors.values import ANONYMOUS
from linli.foundation.errors.values import ForbiddenError
from linli.foundation.ui.registry import navigation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest) -> HttpResponse:
    actor = getattr(request, "actor", ANONYMOUS)
    if not actor.is_staff:
        raise ForbiddenError
    here = reverse("desk:home")
    queue = reverse("desk:cases:queue")
    links = [link for link in navigation("desk").links(actor, path=here) if link.url != here]
    if any(link.url == queue for link in links):
        return HttpResponseRedirect(queue)
    return render(request, "desk/home.html", {"links": links})
