"""What the API answers about figures."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from linli.engines.cases.values import Measure
from linli.oversight.indicators.values import PeriodKind, Shown, Standing

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class BoardAsked(Schema):
    """Which division and days."""

    division: Annotated[str, Field(pattern=r"^([0-9]{12})?$")] = Field(
        "", description="12 digits; one's own by default"
    )
    period: PeriodKind = PeriodKind.MONTH
    first: Day | None = None
    last: Day | None = None
    sealed: Annotated[str, Field(max_length=30)] = Field(
        "", description="A compartment that one's post holds"
    )


class CellOut(Schema):
    """A count: whole, or one to four, or withheld so that no small count can be worked out."""

    value: int | None
    shown: Shown


class FigureRowOut(Schema):
    """A service or a division."""

    code: str
    name: str
    counts: dict[Measure, CellOut] = Field(validation_alias="cells")
    on_time_percent: int | None
    median_days: int | None = Field(description="Calendar days from submission to decision")


class PeriodOut(Schema):
    """The days that count, both included."""

    kind: PeriodKind
    first: date
    last: date


class BoardOut(Schema):
    """The figures of one division."""

    division: str = Field(validation_alias="division.code")
    name: str = Field(validation_alias="division.words")
    standing: Standing
    period: PeriodOut
    today: date
    together: FigureRowOut = Field(validation_alias="whole")
    items: list[FigureRowOut]
    divisions: list[FigureRowOut]
    sealed: str = Field(validation_alias="compartment")
