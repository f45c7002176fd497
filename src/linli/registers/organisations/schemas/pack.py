"""Organisations in a pack: templates that are filled in for every division of a level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field

from linli.foundation.packs.schemas import Shape, Text, refuse
from linli.foundation.packs.values import Fault, Pack
from linli.registers.organisations.values import Function, Kind
from linli.registers.places.values import CommitteeKind, Level, StreetKind

SECTION = "organisations"
LEVELS = {level.name.lower(): level for level in Level}
PLACES = {
    f"{level}{tail}" for level in ("name", "street", "district", "city") for tail in ("", "_en")
}
_PLACE = re.compile(r"\{([^{}]*)\}")


def _level(value: object) -> object:
    return LEVELS.get(value, value) if isinstance(value, str) else value


def _office(value: object) -> object:
    """Read `district government`."""
    if not isinstance(value, str):
        return value
    level, _space, function = value.partition(" ")
    if level not in LEVELS or function not in Function.values:
        raise refuse(
            _("“%(given)s” is no office") % {"given": value},
            _("write level and function, as “district government”"),
        )
    return (LEVELS[level], Function(function))


Office = Annotated[tuple[Level, Function], BeforeValidator(_office)]


class Template(Shape):
    """One organisation for every division of a level."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,58}$")]
    function: Function
    kind: Kind
    level: Annotated[Level, BeforeValidator(_level)]
    only: tuple[StreetKind | CommitteeKind, ...] = ()
    parent: Office | None = None
    name: Text


class Templates(Shape):
    """`organisations.yaml`."""

    source: str
    templates: tuple[Template, ...]


def templates(pack: Pack) -> tuple[Template, ...]:
    """Return the templates of a checked pack, superiors first."""
    return tuple(template for document in pack.of(SECTION) for template in document.value.templates)


def check(pack: Pack) -> Iterator[Fault]:
    """Find equal ids, parents that come later or never, and places in names that nothing fills."""
    offices: set[tuple[Level, Function]] = set()
    ids: set[str] = set()
    for document in pack.of(SECTION):
        for number, template in enumerate(document.value.templates):
            at = ("templates", number)
            if template.id in ids:
                yield document.fault((*at, "id"), _("stands twice"), _("give it a name of its own"))
            if template.parent and template.parent not in offices:
                yield document.fault(
                    (*at, "parent"), _("is not above this one"), _("put its template before")
                )
            for text in (template.name.zh, template.name.en):
                for place in _PLACE.findall(text):
                    if place not in PLACES:
                        yield document.fault(
                            (*at, "name"),
                            _("“{%(place)s}” is filled by nothing") % {"place": place},
                            _("use one of %(choices)s") % {"choices": ", ".join(sorted(PLACES))},
                        )
            ids.add(template.id)
            offices.add((template.level, template.function))
