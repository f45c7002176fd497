"""Small words of the format: limits, handlers, and yes or no."""

from __future__ import annotations

import re
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from linli.engines.catalogue.values import DayUnit, Handler, Limit
from linli.foundation.actors.values import HANDLERS, Role
from linli.foundation.formspec.expressions import ExpressionError, parse
from linli.foundation.packs.schemas import refuse
from linli.registers.organisations.values import Function
from linli.registers.places.values import Level

LIMIT = re.compile(r"([1-9][0-9]{0,2}) (working|calendar) days?")
LEVELS = {
    level.name.lower(): level
    for level in (Level.CITY, Level.DISTRICT, Level.STREET, Level.COMMUNITY)
}
BY = re.compile(r"([a-z]+) ([a-z_]+)(?:, ([a-z_]+))?")
BODY = re.compile(r"[a-z]+ [a-z_]+")


def limit_of(text: Any) -> Any:
    """Read `5 working days`, `7 calendar days`, `on the spot`, `unknown` (None)."""
    if isinstance(text, Limit) or text is None:
        return text
    if text == "unknown":
        return None
    if text == "on the spot":
        return Limit(0)
    found = LIMIT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise refuse(
            _("“%(given)s” is not a time limit") % {"given": text},
            _("write “5 working days”, “7 calendar days”, “on the spot” or “unknown”"),
        )
    return Limit(int(found[1]), DayUnit(found[2]))


def handler_of(text: Any) -> Any:
    """Read `street service_centre, clerk`; without a role a department's officer."""
    if isinstance(text, Handler):
        return text
    found = BY.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise refuse(
            _("“%(given)s” does not say who") % {"given": text},
            _("write level and kind of office, as “district civil_affairs”, then “, clerk”"),
        )
    level, function, role = found.groups()
    _listed(level, LEVELS)
    _listed(function, set(Function.values))
    _listed(role or "department_officer", {role.value for role in HANDLERS})
    return Handler(LEVELS[level], function, Role(role or "department_officer"))


def _listed(word: str, known: Any) -> None:
    if word not in known:
        raise refuse(
            _("“%(given)s” is not one of the choices") % {"given": word},
            _("use one of %(choices)s") % {"choices": ", ".join(sorted(known))},
        )


def _parsed(text: str) -> str:
    try:
        parse(text)
    except ExpressionError as error:
        raise refuse(
            _("cannot be read at character %(at)s: %(why)s")
            % {"at": error.position + 1, "why": error.message},
            _("see docs/decisions/0003-item-format.md, expressions"),
        ) from error
    return text


def _level(value: Any) -> Any:
    if isinstance(value, str):
        _listed(value, LEVELS)
        return LEVELS[value]
    return value


def _text(value: Any) -> Any:
    """Let `yes`, 0 and true stand for themselves in an expression."""
    return str(value).lower() if isinstance(value, bool | int) else value


Days = Annotated[
    Limit | None,
    BeforeValidator(limit_of),
    WithJsonSchema({"type": "string", "pattern": rf"^({LIMIT.pattern}|on the spot|unknown)$"}),
]
By = Annotated[
    Handler,
    BeforeValidator(handler_of),
    WithJsonSchema({"type": "string", "pattern": f"^{BY.pattern}$"}),
]
Body = Annotated[
    Handler,
    BeforeValidator(handler_of),
    WithJsonSchema({"type": "string", "pattern": f"^{BODY.pattern}$"}),
]
AtLevel = Annotated[
    Level, BeforeValidator(_level), WithJsonSchema({"type": "string", "enum": sorted(LEVELS)})
]
Formula = Annotated[str, BeforeValidator(_text), AfterValidator(_parsed)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Path = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+){1,4}$")]
