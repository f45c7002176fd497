"""Whether the database or the disk is busy, full or away, and the page that says so."""

import errno
import sqlite3

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from linli.foundation.errors.references import reference
from linli.foundation.errors.values import UnavailableError

log = structlog.get_logger()
FULL = {errno.ENOSPC, errno.EDQUOT}


def is_outage(error: BaseException | None) -> bool:
    """Return whether the same act may succeed in a few minutes, as nothing of ours is wrong.

    PostgreSQL: no connection, no lock in time, no room, shut down. SQLite calls wrong SQL an
    operational error too, which waiting does not mend.
    """
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR


def outage_page(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Return the page that asks to try again; it reads nothing from the database."""
    log.warning("errors.outage", exc_info=error)
    session = getattr(request, "session", None)
    if session is not None:
        session.modified = False  # else it would be saved on the way out, and wait once more
    ours = UnavailableError()
    context = {
        "error": ours,
        "is_form": request.method == "POST",
        "reference": reference(),
    }
    answer = render(request, "ui/unavailable.html", context, status=ours.status)
    answer["Retry-After"] = str(ours.retry_after)
    answer["Cache-Control"] = "no-store"
    return answer
