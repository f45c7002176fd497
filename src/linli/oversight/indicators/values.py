"""What a leader reads: cells, rows, boards; and the periods that can be asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.values import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from linli.registers.places.values import DivisionView

# Under five a count may tell of somebody (plan, E4; the same bound as for ratings).
SMALL = 5
COLUMNS = (
    Measure.HANDED_IN,
    Measure.ACCEPTED,
    Measure.DECIDED,
    Measure.ON_TIME,
    Measure.LATE,
    Measure.OPEN,
    Measure.OVERDUE,
    Measure.TOLD_TWICE,
    Measure.POOR,
)
# What stands today is left out beside others: asked twice, it would tell what happened between.
COMPARED = (Measure.HANDED_IN, Measure.DECIDED, Measure.ON_TIME, Measure.LATE, Measure.TOLD_TWICE)
OF_RATINGS = frozenset({Measure.RATED, Measure.POOR, Measure.CALLED_BACK})


class PeriodKind(TextChoices):
    """Which days are counted."""

    WEEK = "week", _("This week")
    MONTH = "month", _("This month")
    QUARTER = "quarter", _("This quarter")
    YEAR = "year", _("This year")
    DAYS = "days", _("From day to day")
    WHOLE_MONTH = "whole_month", _("A whole month")


@dataclass(frozen=True)
class Period:
    """The days that count, both included."""

    kind: PeriodKind
    first: date
    last: date


class Standing(TextChoices):
    """How a reader stands to a division."""

    WITHIN = "within", _("within one's own division")
    BESIDE = "beside", _("the division above, to compare")


class Shown(TextChoices):
    """What is said of a count."""

    WHOLE = "whole", _("shown")
    SMALL = "small", _("one to four")
    WITHHELD = "withheld", _("withheld, so that no small count can be worked out")


@dataclass(frozen=True)
class Cell:
    """A count as it is said; `value` is None where it is not."""

    value: int | None
    shown: Shown = Shown.WHOLE

    def __str__(self) -> str:
        """Return the count in signs."""
        signs = {Shown.SMALL: f"<{SMALL}", Shown.WITHHELD: "··"}
        return signs.get(self.shown, "0" if self.value is None else str(self.value))


@dataclass(frozen=True)
class Row:
    """One service or division: its counts, the share in time (percent), the median of days."""

    code: str
    name: str
    cells: Mapping[Measure, Cell]
    on_time_percent: int | None = None
    median_days: int | None = None
    leads_to: str = ""  # the division whose board shows more


@dataclass(frozen=True)
class Board:
    """All figures of one division and period."""

    division: DivisionView
    standing: Standing
    period: Period
    today: date
    columns: tuple[Measure, ...]
    whole: Row
    items: tuple[Row, ...]
    divisions: tuple[Row, ...]
    way: tuple[DivisionView, ...] = ()  # to this division, as far up as one may look
    beside: DivisionView | None = None  # where one may compare oneself
    compartment: str = ""
    compartments: tuple[str, ...] = field(default_factory=tuple)  # which the posts open

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened."""
        return not self.items and not self.divisions
