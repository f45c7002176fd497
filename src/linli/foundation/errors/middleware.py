"""Turns an error of the house that nobody caught into its page, with a number to quote."""

import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from linli.foundation.errors.values import LinliError


class ErrorMiddleware:
    """Answers every `LinliError` that leaves a view with the page `ui/error.html`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Render the error's page; anything else goes on to Django's own handling."""
        if not isinstance(error, LinliError):
            return None
        known = structlog.contextvars.get_contextvars().get("request_id")
        context = {"error": error, "reference": (known or uuid.uuid4().hex)[:8]}
        return render(request, "ui/error.html", context, status=error.status)
