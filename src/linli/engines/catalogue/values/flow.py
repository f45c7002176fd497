"""How an item is handled: stages, who handles them, how they end, and their time limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Role  # noqa: TC001 - pydantic reads the hints
from linli.foundation.formspec.values import Localised  # noqa: TC001
from linli.registers.places.values import Level  # noqa: TC001

if TYPE_CHECKING:
    from linli.foundation.formspec.schemas import Section


class DayUnit(TextChoices):
    """In which days a limit is counted."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


@dataclass(frozen=True)
class Limit:
    """A time limit: a number and its unit. 0 working days means on the spot."""

    days: int
    unit: DayUnit = DayUnit.WORKING


@dataclass(frozen=True)
class Handler:
    """Who handles a stage: the body with this function at this level above the division."""

    level: Level
    function: str
    role: Role


class OutcomeKind(TextChoices):
    """What an outcome means for the case, whatever it is called."""

    ACCEPT = "accept", _("Accepted")  # the clock of the item starts
    DECLINE = "decline", _("Not accepted")  # ends before acceptance, reason and remedy in writing
    PASS = "pass", _("Passed on with an opinion")
    GRANT = "grant", _("Granted")
    REFUSE = "refuse", _("Refused")


NOES = frozenset({OutcomeKind.DECLINE, OutcomeKind.REFUSE})  # a no needs its reason in writing


@dataclass(frozen=True)
class Outcome:
    """One way in which a stage ends and where it leads; no `next` means that this path ends.

    Several ways may share a button: whoever presses it decides what, the first `when` that holds
    decides where.
    """

    id: str
    name: Localised
    kind: OutcomeKind
    next: tuple[str, ...] = ()
    needs_reason: bool = False
    when: str = ""  # expression over answers and records; empty: always
    button: str = ""  # the outcome of the definition that it is a way of; empty: its own

    @property
    def pressed(self) -> str:
        """The button that leads here."""
        return self.button or self.id


class Join(TextChoices):
    """When a stage with several before it opens."""

    ALL = "all", _("all are done")
    ANY = "any", _("one is done")


class StageKind(TextChoices):
    """What is done at a stage."""

    DESK = "desk", _("Examination")
    VISIT = "visit", _("Home visit")
    INQUIRY = "inquiry", _("Neighbours are asked")
    PANEL = "panel", _("Opinion of experts")
    NOTICE = "notice", _("Public notice")
    WAIT = "wait", _("Waiting for another verdict")
    PLACE = "place", _("Giving out a place")


QUIET = "quiet"  # how a public notice ends by itself, and a place is given
SEATED = "seated"


@dataclass(frozen=True)
class NoticeRule:
    """What a public notice shows and for how long; only these fields ever reach the public."""

    posted: Limit
    shows: tuple[str, ...]  # paths of the form


class Awaited(TextChoices):
    """Whose verdict a stage waits for."""

    CASE = "case", _("another application")
    COURT = "court", _("a court")
    ASSESSMENT = "assessment", _("an assessment")


@dataclass(frozen=True)
class WaitRule:
    """Which verdict a stage waits for, and after how long it is decided without."""

    verdict: Awaited
    at_most: Limit
    item: str = ""  # code of the other application's item


@dataclass(frozen=True)
class PlaceRule:
    """A limited number of places for each answer of a question; who comes later waits in order."""

    of: str  # path of the form
    number: str  # expression


@dataclass(frozen=True)
class Stage:
    """One step of a flow."""

    id: str
    name: Localised
    by: Handler
    outcomes: tuple[Outcome, ...]
    limit: Limit | None = None
    join: Join = Join.ALL
    needed: int | None = None  # n of m; overrides join
    may_supplement: bool = True
    kind: StageKind = StageKind.DESK
    people: int = 0  # how many go, are asked, or give their opinion
    form: tuple[Section, ...] = field(default=(), repr=False, compare=False)  # what is written down
    tells: tuple[str, ...] = ()  # paths of the form that the applicant reads
    notice: NoticeRule | None = None
    wait: WaitRule | None = None
    place: PlaceRule | None = None

    @property
    def buttons(self) -> tuple[Outcome, ...]:
        """The outcomes to choose from: of several ways under one button the plain one."""
        found: dict[str, Outcome] = {}
        for outcome in self.outcomes:
            found.setdefault(outcome.pressed, outcome)
            if outcome.id == outcome.pressed:
                found[outcome.pressed] = outcome
        return tuple(found.values())

    def outcome(self, outcome_id: str) -> Outcome | None:
        """Return the outcome of that id, if the stage has it."""
        return next((found for found in self.outcomes if found.id == outcome_id), None)


@dataclass(frozen=True)
class Flow:
    """The stages of an item and where they begin. Exactly one stage is the intake: the first."""

    first: str
    stages: tuple[Stage, ...]
    extension_days: int = 0
    silence_accepts_after: Limit | None = (
        None  # licences: no word in five working days is acceptance
    )

    def stage(self, stage_id: str) -> Stage:
        """Return the stage; raises `KeyError`."""
        return self._by_id[stage_id]

    @cached_property
    def _by_id(self) -> dict[str, Stage]:
        return {stage.id: stage for stage in self.stages}
