"""Reads bodies and queries: strictly, so that nothing a database cannot take comes further."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ninja.parser import Parser

from linli.foundation.calls import rules
from linli.foundation.calls.values import SENTENCES, MalformedError, MediaTypeError
from linli.foundation.errors.values import InvalidError, Problem

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.datastructures import MultiValueDict


class StrictParser(Parser):
    """JSON in UTF-8 without half characters, control characters, doubled fields, NaN."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body; raises our errors, which ninja wraps and the mapper unwraps."""
        if request.content_type != "application/json":
            raise MediaTypeError
        try:
            data = json.loads(
                request.body.decode("utf-8-sig"),
                object_pairs_hook=_once_each,
                parse_constant=_no_constant,
            )
        except (ValueError, RecursionError) as error:
            raise MalformedError from error
        _require_writable(data)
        return data  # type: ignore[no-any-return]

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return a query; files pass untouched."""
        given = super().parse_querydict(data, list_fields, request)
        _require_writable(given)
        return given


def _require_writable(data: Any) -> None:
    if problems := tuple(rules.unwritable(data)):
        raise InvalidError(problems=problems)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidError(
                problems=[Problem(name, "repeated_field", SENTENCES["repeated_field"])]
            )
        found[name] = value
    return found


def _no_constant(_name: str) -> Any:
    raise MalformedError
