"""Puts the actor on the request."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from linli.foundation.actors.values import Actor, Channel
from linli.foundation.calendar import clock
from linli.foundation.ui import kept
from linli.registers.accounts import queries


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Asks for a sign-in where none is, and loses nothing that was typed when it had run out."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """Keep the form, then send to the sign-in page."""
        kept.keep(request)
        return super().handle_no_permission(request, view_func)


_CHANNELS = (("/desk/", Channel.DESK), ("/api/", Channel.API))


class ActorMiddleware:
    """Sets `request.actor`, built when first asked: nothing is read for pages that do not ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Promise the actor once a request."""
        actor = cast("Actor", SimpleLazyObject(lambda: actor_of(request)))
        request.actor = actor  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in a request: the signed-in account with the posts held today."""
    return queries.actor_of(request.user, today=clock.today(), channel=channel_of(request.path))


def channel_of(path: str) -> Channel:
    """Return the face that a path belongs to."""
    return next((channel for start, channel in _CHANNELS if path.startswith(start)), Channel.PORTAL)
