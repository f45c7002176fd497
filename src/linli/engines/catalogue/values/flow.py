"""How an item is handled: stages, who handles them, how they end, and their time limits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Role  # noqa: TC001 - pydantic reads the hints
from linli.foundation.formspec.values import Localised  # noqa: TC001
from linli.registers.places.values import Level  # noqa: TC001


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
    """One button of a stage and where it leads; no `next` means that this path ends."""

    id: str
    name: Localised
    kind: OutcomeKind
    next: tuple[str, ...] = ()
    needs_reason: bool = False


class Join(TextChoices):
    """When a stage with several before it opens."""

    ALL = "all", _("all are done")
    ANY = "any", _("one is done")


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
