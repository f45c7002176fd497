"""What every call passes before and after its operation: size, identity, number, ETag."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from linli.faces.api import problems
from linli.foundation.calendar import clock
from linli.foundation.calls import rules, services
from linli.foundation.calls.values import (
    MOST_BYTES,
    CsrfError,
    MethodError,
    TooLargeError,
    UnknownTokenError,
)
from linli.foundation.files.values import MEGABYTE
from linli.foundation.files.values import MOST_BYTES as MOST_FILE_BYTES
from linli.registers.accounts import queries as accounts
from linli.registers.accounts import services as account_services

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest

    from linli.foundation.calls.values import Call

# Calls a minute, counted in the database so that all processes count together.
MOST_BY_ACCOUNT = 600
MOST_BY_ADDRESS = 300
MOST_REFUSED = 30
LONGEST_SECRET = 200


def gate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view behind the gate; what it raises becomes a problem document."""

    @wraps(view)
    def guarded(request: Call, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _require_small(request)
            identify(request, now=clock.now())
            answer = view(request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the one mapper knows what to log
            answer = problems.response(request, error)
        if answer.status_code == 405:
            answer = _not_allowed(request, answer["Allow"])
        return finished(request, answer)

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # a session is checked by SessionAuth
    guarded.login_required = False  # type: ignore[attr-defined]  # the API answers 401, not a redirect
    return guarded


def identify(request: Call, *, now: datetime) -> None:
    """Put the token's actor on the request, or leave the session's; count the call."""
    header = request.headers.get("Authorization", "")
    if not header:
        actor = request.actor
        caller = (
            f"account:{actor.account_id}" if actor.is_signed_in else f"address:{address(request)}"
        )
        most = MOST_BY_ACCOUNT if actor.is_signed_in else MOST_BY_ADDRESS
        services.count(caller, most=most, now=now)
        return
    scheme, _space, secret = header.partition(" ")
    is_token = scheme.lower() == "bearer" and 0 < len(secret) <= LONGEST_SECRET
    found = accounts.actor_for_token(secret.strip(), now) if is_token else None
    if found is None:
        services.count(f"refused:{address(request)}", most=MOST_REFUSED, now=now)
        raise UnknownTokenError
    left = services.count(f"account:{found.account_id}", most=MOST_BY_ACCOUNT, now=now)
    if left == MOST_BY_ACCOUNT - 1:  # the first call of a minute: the others write nothing more
        account_services.note_token_use(found, secret=secret.strip(), now=now)
    request.actor = found


def address(request: Call) -> str:
    """Return where the call comes from, as the server in front of us says it."""
    return str(request.META.get("REMOTE_ADDR", ""))[:60]


class TokenAuth(HttpBearer):
    """`Authorization: Bearer linli_…`: a token of one's own, with some of one's permissions."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002 - the gate read it
        """Return the actor whom the gate found."""
        actor = cast("Call", request).actor
        return actor if actor.is_signed_in else None


class SessionAuth(APIKeyCookie):
    """The session of our pages; a write needs the header X-CSRFToken."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Any:
        """Return the actor of the session; raises `CsrfError`."""
        actor = cast("Call", request).actor
        if not actor.is_signed_in or request.headers.get("Authorization"):
            return None
        if check_csrf(request) is not None:
            raise CsrfError
        return actor

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:  # noqa: ARG002
        """Return nobody: `__call__` answers."""
        return


def finished(request: Call, answer: HttpResponse) -> HttpResponse:
    """Add what every answer carries; an answer that the caller has already becomes a 304."""
    patch_vary_headers(answer, ("Accept-Language", "Authorization", "Cookie"))
    if answer.status_code != 200 or request.method != "GET":
        answer.setdefault("Cache-Control", "no-store")
        return answer
    answer.setdefault("Cache-Control", "private, no-cache")
    if "ETag" not in answer:
        answer["ETag"] = rules.etag(answer.content)
    if not rules.is_known(request.headers.get("If-None-Match", ""), answer["ETag"]):
        return answer
    unchanged = HttpResponse(status=304)
    for name in ("ETag", "Cache-Control", "Vary"):
        unchanged[name] = answer[name]
    del unchanged["Content-Type"]
    return unchanged


def _require_small(request: Call) -> None:
    is_upload = request.content_type == "multipart/form-data"
    most = MOST_FILE_BYTES + MEGABYTE if is_upload else MOST_BYTES
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        size = 0
    if size > most:
        raise TooLargeError


def _not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    answer = problems.response(request, MethodError())
    answer["Allow"] = allowed
    return answer
