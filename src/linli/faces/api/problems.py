"""The one mapper: whatever went wrong, as RFC 9457 problem details in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import structlog
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from linli.foundation.calls.values import (
    SENTENCES,
    AddressError,
    InternalError,
    MalformedError,
    TooLargeError,
    UnauthenticatedError,
)
from linli.foundation.errors.outages import is_outage
from linli.foundation.errors.values import (
    ForbiddenError,
    InvalidError,
    LinliError,
    Problem,
    UnavailableError,
    Words,
)
from linli.foundation.formspec.values.sentences import filled

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"
DOCS = "/api/v1/docs"
TITLES: dict[int, Words] = {
    400: _("Cannot be read"),
    401: _("Not signed in"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Method not allowed"),
    409: _("Conflict with what is there"),
    412: _("Changed in the meantime"),
    413: _("Too large"),
    415: _("Wrong kind of content"),
    422: _("Something given cannot be taken"),
    429: _("Too many calls"),
    500: _("Fault on our side"),
    503: _("Not available just now"),
}
# What pydantic says, as our codes. The sentence may use the limits that pydantic names.
KINDS = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "enum": "choice",
    "literal_error": "choice",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "too_long": "too_many",
    "too_short": "too_few",
    "string_pattern_mismatch": "pattern",
    "int_parsing": "whole_number",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "int_parsing_size": "number",
    "greater_than_equal": "number",
    "less_than_equal": "number",
    "bool_parsing": "yes_no",
    "bool_type": "yes_no",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "date_type": "date",
    "datetime_parsing": "moment",
    "datetime_from_date_parsing": "moment",
    "datetime_type": "moment",
    "timezone_aware": "moment",
    "uuid_parsing": "uuid",
    "uuid_type": "uuid",
    "string_type": "type",
    "dict_type": "type",
    "list_type": "type",
    "model_type": "type",
    "model_attributes_type": "type",
    "file_required": "required",
}
BODY_SOURCES = {"body", "file", "form"}


def response(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the answer for anything that was raised while a call was handled."""
    known = as_ours(error)
    answer = JsonResponse(
        document(known),
        status=known.status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Cache-Control"] = "no-store"
    if known.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if known.retry_after is not None:
        answer["Retry-After"] = str(known.retry_after)
    if isinstance(known, UnavailableError):
        log.warning("api.outage", exc_info=error)
    if isinstance(known, InternalError):
        route = request.resolver_match.view_name if request.resolver_match else "none"
        log.error("api.fault", exc_info=error, route=route)
    return answer


def as_ours(error: BaseException) -> LinliError:
    """Return the error of the house that says what a library's error means."""
    if isinstance(error, LinliError):
        return error
    if isinstance(error, ValidationError):
        return InvalidError(problems=problems_of(error.errors))
    if isinstance(error, HttpError) and isinstance(error.__cause__, LinliError):
        return error.__cause__
    if is_outage(error):
        return UnavailableError()
    for kind, ours in MEANINGS:
        if isinstance(error, kind):
            return ours()
    return InternalError()


MEANINGS: tuple[tuple[type[Exception], type[LinliError]], ...] = (
    (AuthenticationError, UnauthenticatedError),
    (Http404, AddressError),
    (PermissionDenied, ForbiddenError),
    (RequestDataTooBig, TooLargeError),
    (SuspiciousOperation, MalformedError),
    (BadRequest, MalformedError),
    (MultiPartParserError, MalformedError),
    (UnreadablePostError, MalformedError),
    (HttpError, MalformedError),
)


def document(error: LinliError) -> dict[str, Any]:
    """Return the problem document; `reference` is the id under which our log knows the call."""
    reference = structlog.contextvars.get_contextvars().get("request_id", "")
    return {
        "type": f"{DOCS}#problem-{error.code}",
        **_in_both("title", TITLES.get(error.status, TITLES[400])),
        "status": error.status,
        "code": error.code,
        **_in_both("detail", error.message),
        "errors": [detail(problem) for problem in error.problems],
        "reference": reference,
    }


def detail(problem: Problem) -> dict[str, str]:
    """Return one problem of a field in both languages."""
    return {
        "path": problem.path,
        "code": problem.code,
        **_in_both("detail", problem.message),
    }


def _in_both(name: str, words: Words) -> dict[str, str]:
    spoken = {name: str(words)}
    for suffix, language in (("zh", "zh-hans"), ("en", "en")):
        with translation.override(language):
            spoken[f"{name}_{suffix}"] = str(words)
    return spoken


def problems_of(errors: Iterable[dict[str, Any]]) -> list[Problem]:
    """Return what pydantic found wrong, with dotted paths into what was sent."""
    return [_problem(error) for error in errors]


def _problem(error: dict[str, Any]) -> Problem:
    source, *steps = error["loc"]
    if source in BODY_SOURCES and steps and steps[0] == "body":
        steps = steps[1:]
    code = KINDS.get(error["type"], "value")
    limits = {name: value for name, value in error.get("ctx", {}).items() if name != "error"}
    path = ".".join(str(step) for step in steps)
    return Problem(path, code, filled(SENTENCES[code], limits))
