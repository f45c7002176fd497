"""The URLs of the product, and the references `trivial`, `plain` and `hello`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from bench.models import Note
from linli.config.urls import urlpatterns as product
from linli.engines.cases.schemas import Application, Filed
from linli.faces.api import gate
from linli.faces.api.reading import StrictParser
from linli.foundation.calendar import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from linli.foundation.calls.values import Call

# The calls are counted as ever (one statement); only nobody is refused for sending many.
gate.MOST_BY_ACCOUNT = gate.MOST_BY_ADDRESS = 1_000_000_000

api = NinjaAPI(
    urls_namespace="bench",
    auth=[gate.TokenAuth(), gate.SessionAuth()],
    parser=StrictParser(),
    docs_url=None,
    openapi_url=None,
)


@api.post("trivial", response={201: Filed})
def trivial(request: HttpRequest, body: Application) -> dict[str, Any]:
    """Insert one row behind the gate, token, middleware and JSON reading of the API."""
    actor = cast("Call", request).actor
    note = Note.objects.create(
        account_id=actor.account_id or 0, item=body.item, body=body.answers, at=clock.now()
    )
    return {"id": f"{note.pk:032x}"}


@csrf_exempt
@login_not_required
def plain(request: HttpRequest) -> HttpResponse:
    """Insert one row as a bare Django view does: no token, no gate, no schema."""
    body = json.loads(request.body)
    note = Note.objects.create(
        account_id=0, item=body["item"], body=body["answers"], at=clock.now()
    )
    return JsonResponse({"id": note.pk}, status=201)


def hello(request: HttpRequest) -> HttpResponse:
    """Render an empty page in the layout of the portal for somebody signed in."""
    return render(request, "bench/hello.html")


def _gated() -> list[URLPattern]:
    found = [one for one in api.urls[0] if isinstance(one, URLPattern)]
    for one in found:
        one.callback = gate.gate(cast("Callable[..., HttpResponse]", one.callback))
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("bench/", (_gated(), "bench", "bench")),
    path("bench/plain", plain),
    path("bench/hello", hello),
    *product,
]
