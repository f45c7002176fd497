"""The desk is for staff: whoever holds no post today gets no page of it, not even of their own."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.urls import URLPattern

from linli.foundation.errors.values import ForbiddenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLResolver

    from linli.foundation.actors.values import ActorRequest


def close(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Put every view beneath behind the gate."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = gate(pattern.callback)
        else:
            close(pattern.url_patterns)


def gate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view for staff; Django has asked everybody else to sign in before."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not cast("ActorRequest", request).actor.is_staff:
            raise ForbiddenError
        return view(request, *args, **kwargs)

    return guarded
