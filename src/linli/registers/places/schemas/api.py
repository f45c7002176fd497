"""Divisions as programs send and read them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from linli.foundation.calls.schemas import DivisionCode, Given
from linli.registers.places.values import Level


class DivisionGiven(Given):
    """A division that no pack brings: a grid, a building, a new community."""

    code: DivisionCode
    name: Annotated[str, Field(min_length=1, max_length=60)]
    name_en: Annotated[str, Field(max_length=120)] = ""
    valid_from: date


class DivisionClosed(Given):
    """From which day it is no more, and what follows it."""

    on: date
    successor_code: DivisionCode | None = None


class DivisionOut(Schema):
    """A division."""

    code: str
    name: str
    name_en: str
    level: Level
    committee_kind: str
    urban_class: str


class DivisionsOut(Schema):
    """Divisions by code."""

    items: list[DivisionOut]


class DivisionWay(Schema):
    """A division and the way to it from the city down."""

    division: DivisionOut
    path: list[DivisionOut]
