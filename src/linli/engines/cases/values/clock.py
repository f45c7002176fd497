"""The clock of a case as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.values.case import EventKind
from linli.engines.cases.values.tasks import PauseCause

if TYPE_CHECKING:
    from datetime import date


class ClockKind(TextChoices):
    """What a line of the clock's explanation says."""

    STARTED = "started", _("Starts: this day does not count")
    COUNTED = "counted", _("Counted")
    PAUSED = "paused", _("Not counted")
    EXTENDED = "extended", _("Extended")
    MOVED = "moved", _("Last day falls on a day off and moves")
    DUE = "due", _("The last day")


@dataclass(frozen=True)
class ClockEvent:
    """A fact that moves the clock: `start`, `pause`, `resume` or `extend` on a day."""

    kind: str
    on: date
    days: int = 0
    why: str = ""


@dataclass(frozen=True)
class ClockLine:
    """One line of the explanation: first to last day, how many days were counted, and why."""

    kind: ClockKind
    first: date
    last: date
    days: int = 0
    why: str = ""

    @property
    def why_words(self) -> str:
        """Say why in the language in force: the event or the special procedure."""
        for kinds in (EventKind, PauseCause):
            if self.why in kinds.values:
                return str(kinds(self.why).label)
        return ""


@dataclass(frozen=True)
class Clock:
    """What the events say: the last day (None: paused or not started), and why, line by line."""

    due_on: date | None
    is_provisional: bool = False
    is_paused: bool = False
    counted: int = 0
    allowed: int | None = None
    lines: tuple[ClockLine, ...] = ()
    half_on: date | None = None

    @property
    def left(self) -> int | None:
        """Days not yet used."""
        return None if self.allowed is None else self.allowed - self.counted
