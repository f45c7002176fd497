"""Levels and kinds of divisions."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    """The levels of the tree, from the city down."""

    CITY = 1, _("City")
    DISTRICT = 2, _("District")
    STREET = 3, _("Street or township")
    COMMUNITY = 4, _("Community or village")
    GRID = 5, _("Grid")
    BUILDING = 6, _("Building")


PREFIX_DIGITS = {Level.CITY: 2, Level.DISTRICT: 6, Level.STREET: 9, Level.COMMUNITY: 12}


class CommitteeKind(TextChoices):
    """Which committee serves a community-level division; derived from the last three digits of its code."""

    RESIDENTS = "residents", _("Residents' committee")
    VILLAGERS = "villagers", _("Villagers' committee")


def prefix(code: str, level: Level) -> str:
    """Return the digits of a code that name its division at a level (city 2, district 6, street 9)."""
    return code[: PREFIX_DIGITS[level]]


def ancestor(code: str, level: Level) -> str:
    """Return the 12-digit code of the division above at a level."""
    return prefix(code, level).ljust(12, "0")
