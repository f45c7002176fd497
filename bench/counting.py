"""Counts the statements of a request that asks for it, and says which process answered."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from django.db import connection

from bench.load import ASK

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class Count:
    """Outermost, so that statements of middleware count too. BEGIN and COMMIT do not count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a request of a timed round passes straight through."""
        if ASK not in request.headers:
            return self.get_response(request)
        seen: list[str] = []

        def note(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
            seen.append(sql)
            return execute(sql, *given)

        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(note))
            response = self.get_response(request)
        counted = [sql for sql in seen if not sql.startswith("BEGIN")]
        response["X-Bench-Statements"] = str(len(counted))
        response["X-Bench-Process"] = str(os.getpid())
        return response
