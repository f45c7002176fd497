"""Puts the actor on the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from linli.foundation.actors.values import ANONYMOUS


class ActorMiddleware:
    """Sets `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Build the actor once a request."""
        request.actor = ANONYMOUS  # type: ignore[attr-defined]
        return self.get_response(request)
