"""Logs: JSON lines on standard error, one a request, without personal data.

A path may carry a number, a message of the database a name: so the route is logged by its name,
foreign log records by their template without arguments, errors by type and place, not message.
"""

import logging  # noqa: TID251 - the one place where structlog meets it
import logging.config  # noqa: TID251
import re
import time
import traceback
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.typing import EventDict, WrappedLogger

log = structlog.get_logger()
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
FRAMES = 12
QUIET = {"healthz", "readyz"}  # a machine asks these all day


def configure(settings: Mapping[str, str]) -> None:
    """Send everything that is logged to standard error; Django calls this as its LOGGING_CONFIG."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        place_of_error,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [template_only, *shared],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": settings["level"]},
            "loggers": {
                "django": {"handlers": [], "level": "WARNING", "propagate": True},
                "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
                # One line a request is ours already; a refused request is no warning.
                "django.request": {"level": "ERROR"},
            },
        }
    )


def template_only(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Keep the template of a library's record, not what was put in; ready text by its place."""
    record: logging.LogRecord = event["_record"]
    said = str(record.msg) if record.args else f"{record.module}:{record.lineno}"
    return {**event, "event": said, "logger": record.name}


def place_of_error(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Say an exception by its type and the lines it passed, never by its message."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        event["error"] = type(error).__qualname__
        event["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event


class RequestLog:
    """Gives each request an id, answers with it, and writes one line about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Time the request; the id that a proxy gave is kept if it looks like one."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        route = request.resolver_match.view_name if request.resolver_match else "none"
        say = log.debug if route in QUIET else log.info
        say(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )
        return response
