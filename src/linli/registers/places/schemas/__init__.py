"""Divisions in a pack, and as programs send and read them."""

from linli.registers.places.schemas.api import (
    DivisionClosed,
    DivisionGiven,
    DivisionOut,
    DivisionsOut,
    DivisionWay,
)
from linli.registers.places.schemas.pack import (
    EDITION_SECTION,
    SECTION,
    DivisionFile,
    Edition,
    check,
    division_file,
)

__all__ = [
    "EDITION_SECTION",
    "SECTION",
    "DivisionClosed",
    "DivisionFile",
    "DivisionGiven",
    "DivisionOut",
    "DivisionWay",
    "DivisionsOut",
    "Edition",
    "check",
    "division_file",
]
