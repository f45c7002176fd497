"""A day that was computed, and what a pack says about single days."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DueDate:
    """The last day of a period; provisional when no calendar has been published for it yet."""

    day: date
    is_provisional: bool = False


@dataclass(frozen=True)
class LocalDay:
    """A day on which this place differs from the national calendar, with its source."""

    day: date
    is_working: bool
    source: str
