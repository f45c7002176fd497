"""Runs the tests that stand beside a definition: these answers, on this day, lead to that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from linli.engines.catalogue import rules
from linli.engines.catalogue.rules import flows
from linli.engines.catalogue.rules.parameters import in_force
from linli.engines.catalogue.schemas.words import handler_of
from linli.engines.catalogue.values import DayUnit
from linli.foundation.calendar.queries import national
from linli.foundation.formspec.rules import check as check_form
from linli.foundation.formspec.values import Context, FieldType, Registers

if TYPE_CHECKING:
    from datetime import date

    from linli.engines.catalogue.schemas.item import ExampleShape
    from linli.engines.catalogue.values import Grant, ItemView, ParameterView, Verdict

SAID = {True: "yes", False: "no", None: "unknown"}
WORDS = {"yes": True, "no": False}
Difference = tuple[str, str, str]  # which expectation, expected, found


def differences(
    item: ItemView, example: ExampleShape, parameters: tuple[ParameterView, ...]
) -> Iterator[Difference]:
    """Give each expectation that does not come true."""
    run = _Run(item, example, parameters)
    for name, expected in example.expect:
        if expected is None:
            continue
        found = FOUND[name](run)
        if found != EXPECTED.get(name, _same)(expected):
            yield name, _shown(expected), _shown(found)


class _Run:
    """One example, worked out as far as it is asked."""

    def __init__(
        self, item: ItemView, example: ExampleShape, parameters: tuple[ParameterView, ...]
    ) -> None:
        self.item, self.example = item, example
        self.answers = _answers(item, example.given)
        asked = item.form.sections_by_id
        self.asked = {name: said for name, said in self.answers.items() if name in asked}
        place = rules.place_of(item, self.answers)
        known = in_force(parameters, on=example.today, division_code=place)
        self.context = Context(example.today, known, example.facts, registers=Registers())

    @property
    def verdict(self) -> Verdict:
        return rules.eligibility(self.item, self.answers, context=self.context)

    def eligible(self) -> str:
        return SAID[self.verdict.result]

    def because(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.verdict.conditions if one.result is False)

    def ask_next(self) -> tuple[str, ...]:
        asked = (name for one in self.verdict.conditions for name in one.ask_next)
        return tuple(dict.fromkeys(asked))

    def grants(self) -> dict[str, str]:
        found = rules.grants(self.item, self.answers, context=self.context)
        return {grant.id: _amount(grant) for grant in found}

    def materials(self) -> tuple[str, ...]:
        found = rules.materials_for(self.item, self.answers, context=self.context)
        return tuple(material.id for material in found)

    def place(self) -> str:
        return rules.place_of(self.item, self.answers)

    def stages(self) -> tuple[str, ...]:
        return flows.favourable(self.item.flow, self.example.outcomes, holds=self.holds)

    def holds(self, when: str) -> bool | None:
        return rules.holds(self.item, when, self.answers, context=self.context)

    def handlers(self) -> dict[str, Any]:
        asked = self.example.expect.handlers or {}
        known = {stage.id: stage.by for stage in self.item.flow.stages}
        return {stage: known.get(stage) for stage in asked}

    def due(self) -> dict[str, date | None]:
        """Each stage is decided on its last day: the latest days anybody may have to wait for."""
        calendar, day = national(), self.example.today
        found: dict[str, date | None] = {}
        for name in self.stages():
            limit = self.item.flow.stage(name).limit
            if limit is None:
                return found
            add = (
                calendar.add_working_days
                if limit.unit is DayUnit.WORKING
                else calendar.add_calendar_days
            )
            day = add(day, limit.days).day
            found[name] = day
        return {name: found.get(name) for name in self.example.expect.due or {}}

    def problems(self) -> tuple[str, ...]:
        checked = check_form(self.item.form, self.asked, context=self.context)
        return tuple(problem.path for problem in checked.problems)

    def complete(self) -> str:
        return SAID[not self.problems()]


FOUND: dict[str, Callable[[_Run], Any]] = {
    "eligible": _Run.eligible,
    "because": _Run.because,
    "ask_next": _Run.ask_next,
    "grants": _Run.grants,
    "materials": _Run.materials,
    "place": _Run.place,
    "stages": _Run.stages,
    "handlers": _Run.handlers,
    "due": _Run.due,
    "complete": _Run.complete,
    "problems": _Run.problems,
}


def _same(expected: Any) -> Any:
    return expected


EXPECTED: dict[str, Callable[[Any], Any]] = {
    "handlers": lambda expected: {name: handler_of(text) for name, text in expected.items()}
}


def _amount(grant: Grant) -> str:
    if grant.amount_fen is None:
        return "unknown"
    yuan, fen = divmod(grant.amount_fen, 100)
    return f"{yuan}.{fen:02d} yuan" if fen else f"{yuan} yuan"


def _answers(item: ItemView, given: Mapping[str, Any]) -> dict[str, Any]:
    """Read `yes` and `no` where the form asks for them; leave out what is said to be unknown."""
    fields = item.whole.fields_by_path
    answers: dict[str, dict[str, Any]] = {}
    for section, values in given.items():
        answers[section] = {}
        for name, value in values.items():
            field = fields.get(f"{section}.{name}")
            if value == "unknown":
                continue
            if field and field.type in {FieldType.YES_NO, FieldType.CONSENT}:
                value = WORDS.get(value, value)  # noqa: PLW2901 - the word becomes the answer
            if field and field.type is FieldType.DIVISION and isinstance(value, str):
                value = {"code": value}  # noqa: PLW2901
            answers[section][name] = value
    return answers


def strangers(item: ItemView, example: ExampleShape) -> Iterator[str]:
    """Give the names in a test that no question of the form has."""
    known = set(item.whole.fields_by_path)
    for section, values in example.given.items():
        names = values if isinstance(values, dict) else {"": None}
        yield from (f"{section}.{name}" for name in names if f"{section}.{name}" not in known)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_shown(inner)}" for name, inner in value.items()) or _(
            "nothing"
        )
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or _("nothing")
    return str(value)
