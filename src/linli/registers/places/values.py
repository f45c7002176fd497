"""Levels and kinds of divisions, and the arithmetic of their codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Permission as Base
from linli.foundation.actors.values import Role
from linli.foundation.errors.values import ConflictError, InvalidError

if TYPE_CHECKING:
    from datetime import date

CODE = re.compile(r"[0-9]{12}")


class Level(IntegerChoices):
    """The levels of the tree, from the city down."""

    CITY = 1, _("City")
    DISTRICT = 2, _("District")
    STREET = 3, _("Street or township")
    COMMUNITY = 4, _("Community or village")
    GRID = 5, _("Grid")
    BUILDING = 6, _("Building")


# Digits that say something at a level; a grid adds three to its community's twelve, as a building.
PREFIX_DIGITS = {
    Level.CITY: 2,
    Level.DISTRICT: 6,
    Level.STREET: 9,
    Level.COMMUNITY: 12,
    Level.GRID: 15,
    Level.BUILDING: 18,
}


class CommitteeKind(TextChoices):
    """Which committee serves a community: derived from the last three digits of its code."""

    RESIDENTS = "residents", _("Residents' committee")
    VILLAGERS = "villagers", _("Villagers' committee")


class StreetKind(TextChoices):
    """What a street-level division is; derived from digits seven to nine of its code."""

    STREET = "street", _("Street")
    TOWN = "town", _("Town")
    TOWNSHIP = "township", _("Township")
    ZONE = "zone", _("Development zone")


class Permission(Base):
    """What can be done to places. They are public facts; the desk's page is for staff."""

    READ = "places:division:read", *Role
    ADD = "places:division:add", Role.OPERATOR
    CLOSE = "places:division:close", Role.OPERATOR


class DivisionCodeError(InvalidError):
    """The code has no shape of a community, a grid or a building."""

    code = "division_code"
    message = _("A code has 12 digits for a community, 15 for a grid, 18 for a building.")


class DivisionExistsError(ConflictError):
    """A code names one division at a time."""

    code = "division_exists"
    message = _("A place with this code is in force already.")


class DivisionNotEmptyError(ConflictError):
    """What still holds other divisions is not closed."""

    code = "division_not_empty"
    message = _("There are places in it that are still in force. Close them first.")


@dataclass(frozen=True)
class DivisionView:
    """One division as others see it."""

    id: int
    code: str
    name: str
    name_en: str
    level: Level
    committee_kind: str = ""
    urban_class: str = ""

    @property
    def words(self) -> str:
        """Return its name in the language in force."""
        return self.name_en if (get_language() or "zh").startswith("en") else self.name

    @property
    def kind(self) -> str:
        """Return the kind that its code says: of street or of committee; empty above."""
        return self.committee_kind or street_kind(self.code)

    def __str__(self) -> str:
        """Its name in the language in force."""
        return self.words


@dataclass(frozen=True)
class ClosedView:
    """A division that is no longer in force; its code may name another one since."""

    division: DivisionView
    valid_to: date  # the first day on which it is no more
    successor: DivisionView | None  # what took its place, which may have ended since too


def prefix(code: str, level: Level) -> str:
    """Return the digits of a code that name its division at a level (city 2, district 6 …)."""
    return code[: PREFIX_DIGITS[level]]


def ancestor(code: str, level: Level) -> str:
    """Return the 12-digit code of the division above at a level."""
    return prefix(code, level).ljust(12, "0")


def level_of(code: str) -> Level:
    """Return the level that the shape of a code says: zeros at its end, or over twelve digits."""
    if len(code) > PREFIX_DIGITS[Level.COMMUNITY]:
        return Level.GRID if len(code) == PREFIX_DIGITS[Level.GRID] else Level.BUILDING
    for level in (Level.CITY, Level.DISTRICT, Level.STREET):
        if code == ancestor(code, level):
            return level
    return Level.COMMUNITY


def subtree(code: str) -> str:
    """Return the prefix that every code in and under a division begins with."""
    return prefix(code, level_of(code))


def code_range(code: str) -> tuple[str, str]:
    """Return the lowest and the highest code in a division, down to its buildings (18 digits).

    A range on the plain column, not LIKE: both databases answer it from the index.
    """
    first = subtree(code)
    return first, first.ljust(18, "9")


def contains(scope_code: str, code: str) -> bool:
    """Return whether a division lies in (or is) the division of the scope."""
    return code.startswith(subtree(scope_code))


def committee_kind(code: str) -> str:
    """Return which committee a community-level code stands for, empty if the code says none.

    Statistical division codes (统计用区划代码编制规则): places 10–12 are 001–199 and 400–499 for
    residents', 200–399 and 500–599 for villagers' committees. The statistical class urban/rural is
    another thing: a villagers' committee may lie in a town.
    """
    if level_of(code) is not Level.COMMUNITY:
        return ""
    number = int(code[9:12])
    if 1 <= number <= 199 or 400 <= number <= 499:
        return CommitteeKind.RESIDENTS
    if 200 <= number <= 399 or 500 <= number <= 599:
        return CommitteeKind.VILLAGERS
    return ""


def street_kind(code: str) -> str:
    """Return what a street-level code stands for, empty if the code is of another level.

    The same source: places 7–9 are 001–099 for streets, 100–199 for towns, 200–399 for townships,
    400–599 for development zones.
    """
    if level_of(code) is not Level.STREET:
        return ""
    number = int(code[6:9])
    if number <= 99:
        return StreetKind.STREET
    if number <= 199:
        return StreetKind.TOWN
    return StreetKind.TOWNSHIP if number <= 399 else StreetKind.ZONE


def parent_code(code: str) -> str:
    """Return the code of the division one level up; the city has none."""
    level = level_of(code)
    if level is Level.CITY:
        return ""
    if level is Level.BUILDING and code[12:15] == "000":  # a building that lies in no grid
        return code[:12]
    return ancestor(code, Level(level - 1))
