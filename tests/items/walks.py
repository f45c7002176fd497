"""Ways through an item, without a database: which answers and records take which outcome."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from linli.engines.cases.rules.flow import advance
from linli.engines.catalogue import rules
from linli.engines.catalogue.values import SEATED, StageKind
from tests.items.applications import Answers, application, city, context

if TYPE_CHECKING:
    from linli.engines.catalogue.values import ItemView, Outcome

WALKS = 500  # tried for one item; of these the few are kept that take every outcome
RECORDS = 12


@dataclass(frozen=True)
class Taken:
    """One decision: stage, button, what was written down, and the way that it led."""

    stage: str
    button: str
    record: Answers
    way: str


@dataclass
class Walk:
    """An application and all decisions up to its end."""

    answers: Answers
    steps: list[Taken] = field(default_factory=list)

    @property
    def ways(self) -> set[tuple[str, str]]:
        """Which outcomes it takes."""
        return {(step.stage, step.way) for step in self.steps}


def every_way(item: ItemView) -> set[tuple[str, str]]:
    """Return every outcome of every stage; of a place only how it ends by itself."""
    return {
        (stage.id, outcome.id)
        for stage in item.flow.stages
        for outcome in stage.outcomes
        if stage.kind is not StageKind.PLACE or outcome.pressed == SEATED
    }


@cache
def walks(code: str) -> tuple[Walk, ...]:
    """Return few walks that together take every outcome that any walk took."""
    item = city().items[code]
    seen: set[tuple[str, str]] = set()
    kept: list[Walk] = []
    for seed in range(WALKS):
        walk = _walk(item, Random(seed), seen)
        if walk.ways - seen:
            kept.append(walk)
            seen |= walk.ways
        if seen >= every_way(item):
            break
    return tuple(kept)


def _walk(item: ItemView, rng: Random, seen: set[tuple[str, str]]) -> Walk:
    against = context()
    answers = application(item.form, rng, against)
    while rules.agreeing(item, answers, context=against):
        answers = application(item.form, rng, against)
    walk, known = Walk(answers), dict(answers)
    done: dict[str, str] = {}
    at_work = [item.flow.first]
    while at_work:
        stage = at_work.pop(0)
        taken, way = _decision(item, stage, known, rng, seen)
        known |= taken.record
        walk.steps.append(taken)
        step = advance(
            item.flow,
            stage_id=stage,
            outcome_id=way.id,
            done=done,
            still_open=frozenset(at_work),
        )
        if step.ends is not None:
            break
        done[stage] = way.id
        at_work += step.opens
    return walk


def _decision(
    item: ItemView, stage: str, known: dict[str, Any], rng: Random, seen: set[tuple[str, str]]
) -> tuple[Taken, Outcome]:
    """Return a decision that the answers allow: one not taken yet rather than another."""
    at, against, form = item.flow.stage(stage), context(), item.record_forms.get(stage)
    found: list[tuple[Taken, Outcome]] = []
    for _ in range(RECORDS if form else 1):
        record: Answers = {}
        if form:
            own = rules.record_context(item, known, context=against)
            record = application(form, rng, replace(own))
        for button in at.buttons:
            if at.kind is StageKind.PLACE and button.pressed != SEATED:
                continue
            way = rules.way_of(item, stage, button.pressed, known | record, context=against)
            if way:
                found.append((Taken(stage, button.pressed, record, way.id), way))
    going = [one for one in found if one[1].next] or found
    fresh = [one for one in going if (stage, one[1].id) not in seen] or [
        one for one in found if (stage, one[1].id) not in seen and rng.random() < 0.5
    ]
    return rng.choice(fresh or going)
