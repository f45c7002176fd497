"""The leaders' first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect

from linli.engines.cases.values import CasePermission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


def home(request: ActorRequest) -> HttpResponse:
    request.actor.require(CasePermission.READ_FIGURES)
    return redirect("console:indicators:board")
