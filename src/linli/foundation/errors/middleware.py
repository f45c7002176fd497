"""Turns an error of the house that nobody caught into its page, with a number to quote."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from linli.foundation.errors.outages import is_outage, outage_page
from linli.foundation.errors.references import reference
from linli.foundation.errors.values import LinliError


class ErrorMiddleware:
    """Answers every `LinliError` and every outage that leaves a view with a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Render the error's page; anything else goes on to Django's own handling."""
        if is_outage(error):
            return outage_page(request, error)
        if not isinstance(error, LinliError):
            return None
        context = {"error": error, "reference": reference()}
        answer = render(request, "ui/error.html", context, status=error.status)
        if error.retry_after is not None:
            answer["Retry-After"] = str(error.retry_after)
        return answer
