"""URLs of the API: every view behind the gate; any other address gets a problem, not a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern, re_path

from linli.faces.api.gate import gate
from linli.faces.api.root import api
from linli.foundation.calls.values import AddressError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def nowhere(_request: HttpRequest) -> HttpResponse:
    """No operation has this address."""
    raise AddressError


app_name = "api"
patterns, _app, _namespace = api.urls
for pattern in patterns:
    if isinstance(pattern, URLPattern):
        pattern.callback = gate(pattern.callback)
urlpatterns = [*patterns, re_path(r"^.*$", gate(nowhere), name="nowhere")]
