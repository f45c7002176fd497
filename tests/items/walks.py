"""Ways through an item, without a database: which answers and records take which outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from linli.engines.cases.rules.flow import advance
from linli.engines.catalogue import rules
from tests.items.applications import TODAY, Answers, application, city, context

if TYPE_CHECKING:
    from linli.engines.catalogue.values import ItemView, Outcome, OutcomeKind
    from linli.foundation.formspec.schemas import Form
    from linli.foundation.formspec.values import Context

WALKS = 120  # tried for one item; of these the few are kept that take every outcome
RECORDS = 6
DRAWN_ALL = 0.3  # of the walks nothing is taken from the tests beside the definition


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
    has_adults: bool = False  # who agree each for themselves
    steps: list[Taken] = field(default_factory=list)

    @property
    def ways(self) -> set[tuple[str, str]]:
        """Which outcomes it takes."""
        adults = {("", "agreed")} if self.has_adults else set()
        return adults | {(step.stage, step.way) for step in self.steps}

    def ends(self, item: ItemView) -> OutcomeKind:
        """Return what its last decision means for the case."""
        last = item.flow.stage(self.steps[-1].stage).outcome(self.steps[-1].way)
        assert last is not None
        return last.kind


def every_way(item: ItemView) -> set[tuple[str, str]]:
    """Return every outcome of every stage, and the agreement of adults where it is asked for."""
    asked = {("", "agreed")} if item.authorisation else set()
    return asked | {
        (stage.id, outcome.id) for stage in item.flow.stages for outcome in stage.outcomes
    }


@cache
def walks(code: str) -> tuple[Walk, ...]:
    """Return few walks that together take every outcome that any walk took."""
    item = city().items[code]
    seen: set[tuple[str, str]] = set()
    kept: list[Walk] = []
    for seed in range(WALKS):
        walk = Way(item, Random(seed), seen).walk(seed)
        if walk.ways - seen:
            kept.append(walk)
            seen |= walk.ways
        if seen >= every_way(item):
            break
    return tuple(kept)


class Way:
    """One way through an item, that rather goes where nobody went before."""

    def __init__(self, item: ItemView, rng: Random, seen: set[tuple[str, str]]) -> None:
        self.item, self.rng, self.seen = item, rng, seen
        self.given: Answers = {}
        self.against: Context = context()

    def walk(self, nth: int) -> Walk:
        """Apply, and decide each stage in any order up to the end."""
        examples = city().given[self.item.code]
        if examples and self.rng.random() >= DRAWN_ALL:
            self.given = examples[nth % len(examples)]
        answers, has_adults = self.answers()
        self.against = context(rules.place_of(self.item, answers))
        walk, known = Walk(answers, has_adults), dict(answers)
        done: dict[str, str] = {}
        at_work = [self.item.flow.first]
        while at_work:
            stage = at_work.pop(self.rng.randrange(len(at_work)))
            taken, way = self.decision(stage, known)
            known |= taken.record
            walk.steps.append(taken)
            step = advance(
                self.item.flow,
                stage_id=stage,
                outcome_id=way.id,
                done=done,
                still_open=frozenset(at_work),
            )
            if step.ends is not None:
                break
            done[stage] = way.id
            at_work = [one for one in at_work if one not in step.closes] + list(step.opens)
        return walk

    def answers(self) -> tuple[Answers, bool]:
        """Return answers, and whether adults agree to them: only a family that somebody wrote."""
        rule = self.item.authorisation
        is_family = rule is not None and rule.of.partition(".")[0] in self.given
        while True:
            answers = application(self.item.form, self.rng, self.against, self.given)
            has_adults = bool(rules.agreeing(self.item, answers, context=self.against))
            if is_family or not has_adults:
                return answers, has_adults

    def told(self, form: Form) -> Answers:
        """Return what this walk's test writes down at a stage; else what another one does."""
        found: Answers = {}
        for section in form.sections:
            told = [one for one in city().given[self.item.code] if section.id in one]
            if section.id in self.given:
                found[section.id] = self.given[section.id]
            elif told:
                found[section.id] = self.rng.choice(told)[section.id]
        return found

    def decision(self, stage: str, known: dict[str, Any]) -> tuple[Taken, Outcome]:
        """Return a decision that the answers allow: one not taken yet rather than another."""
        form = self.item.record_forms.get(stage)
        found: list[tuple[Taken, Outcome]] = []
        for number in range(RECORDS if form else 1):
            record: Answers = {}
            if form:
                own = rules.record_context(self.item, known, on=TODAY, context=self.against)
                record = application(form, self.rng, own, self.told(form) if number % 2 else None)
            for button in self.item.flow.stage(stage).buttons:
                way = rules.way_of(
                    self.item, stage, button.pressed, known | record, context=self.against
                )
                if way:
                    found.append((Taken(stage, button.pressed, record, way.id), way))
        going = [one for one in found if one[1].next] or found
        fresh = [one for one in going if (stage, one[1].id) not in self.seen] or [
            one for one in found if (stage, one[1].id) not in self.seen and self.rng.random() < 0.5
        ]
        return self.rng.choice(fresh or going)
