"""Answers what no view could: an error raised by middleware, a fault of ours."""

import sys

from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

from linli.foundation.errors.outages import is_outage, outage_page
from linli.foundation.errors.registry import answer_for


def fault(request: HttpRequest) -> HttpResponse:
    """Answer as the face does; else with the page of an outage, or that it is our fault."""
    error = sys.exc_info()[1]
    answer = answer_for(request.path)
    if answer is not None and isinstance(error, Exception):
        return answer(request, error)
    if error is not None and is_outage(error):
        return outage_page(request, error)
    return server_error(request)
