"""Which parts of the engine an item uses: what no item uses, no item has tried.

Words that only sort items (kind, type, level, channels) are no parts of the engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.engines.catalogue.rules.flows import following
from linli.engines.catalogue.values import (
    Awaited,
    Delivery,
    FirstMonth,
    GrantForm,
    Handling,
    Join,
    OutcomeKind,
    ResultKind,
    Stage,
    StageKind,
    ValueDay,
)
from linli.foundation.formspec.values import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.formspec.schemas import Field

PARAMETER = re.compile(r"\bparameter\.([a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Sample:
    """An item as the engine sees it, as its file says it, and the parameters of districts."""

    view: ItemView
    file: Mapping[str, Any]
    by_division: Collection[str] = ()  # names of parameters that a division has its own value of

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of the flow."""
        return self.view.flow.stages

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every question, those that stages write down and those within tables too."""
        tops = [field for section in self.view.whole.sections for field in section.fields]
        return (*tops, *(column for field in tops for column in field.columns))

    def list_of(self, name: str) -> list[Mapping[str, Any]]:
        """Return a list of the file whose entries say more than words."""
        return [one for one in self.file.get(name, ()) if "zh" not in one]


@dataclass(frozen=True)
class Feature:
    """A part of the engine: how the format says it, and whether an item uses it."""

    word: str
    meaning: str
    is_used: Callable[[Sample], bool]


def every() -> Iterator[tuple[str, tuple[Feature, ...]]]:
    """Give each group of features with its heading, in the order of an item's file."""
    yield "What it is", tuple(_kinds())
    yield "Conditions and amounts", tuple(_amounts())
    yield "Questions", tuple(_questions())
    yield "Papers and people", tuple(_papers())
    yield "Stages", tuple(_stages())
    yield "Ways through the flow", tuple(_ways())
    yield "What is granted, and after", tuple(_grants())


def _kinds() -> Iterator[Feature]:
    for handling in Handling:
        yield _is(f"handling: {handling}", handling.label, "handling", handling)
    yield Feature("compartment", "Sealed", lambda one: bool(one.view.compartment))
    yield Feature("visits", "Somebody has to come", lambda one: one.view.visits > 0)
    yield Feature("fee", "Something is charged", lambda one: one.view.fee is not None)
    yield Feature("archive", "Kept for other than 10 years", lambda one: "archive" in one.file)


def _is(word: str, meaning: Any, name: str, value: Any) -> Feature:
    return Feature(word, str(meaning), lambda one: getattr(one.view, name) == value)


def _amounts() -> Iterator[Feature]:
    yield Feature("let", "Formulas with a name", lambda one: bool(one.view.let))
    yield Feature("eligibility", "Conditions with sentences", lambda one: bool(one.view.conditions))
    yield Feature("parameter", "An amount from a day on", lambda one: bool(_parameters(one)))
    yield Feature(
        "parameter, division",
        "One district's own value",
        lambda one: bool(_parameters(one) & set(one.by_division)),
    )
    yield Feature("assumed", "What the office must confirm", lambda one: "assumed" in one.file)


def _parameters(one: Sample) -> set[str]:
    """Return the parameters that any text of the file names."""
    return {name for text in _texts(one.file) for name in PARAMETER.findall(text)}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _questions() -> Iterator[Feature]:
    for kind in FieldType:
        yield Feature(
            f"type: {kind}",
            str(kind.label),
            _asks(kind),
        )
    yield Feature("show", "Asked only if", lambda one: _not_always(one, "show"))
    yield Feature("require", "Need not be answered", lambda one: _not_always(one, "require"))
    yield Feature(
        "from", "Filled in from a register", lambda one: any(f.prefilled_from for f in one.fields)
    )
    yield Feature("set", "Worked out, not asked", lambda one: any(f.set for f in one.fields))


def _not_always(one: Sample, name: str) -> bool:
    return any(str(getattr(field, name)) != "true" for field in one.fields)


def _papers() -> Iterator[Feature]:
    words = {
        "shared": "Looked up in a register first",
        "when": "Asked for only if",
        "paper": "Offered again from the library",
        "later": "May follow against a promise",
        "later_when": "May follow only if",
    }
    for word, meaning in words.items():
        yield _of("materials", word, meaning)
    yield Feature("authorisation", "Each adult agrees alone", lambda one: _has(one.view, "of"))


def _has(view: ItemView, _of: str) -> bool:
    return view.authorisation is not None


def _of(section: str, word: str, meaning: str) -> Feature:
    return Feature(
        f"{section}: {word}",
        meaning,
        lambda one: any(entry.get(word) for entry in one.list_of(section)),
    )


def _stages() -> Iterator[Feature]:
    for kind in StageKind:
        yield _stage(f"kind: {kind}", str(kind.label), _is_of(kind))
    for verdict in Awaited:
        yield _stage(
            f"wait: for {verdict}",
            f"Waits for {verdict.label}",
            _awaits(verdict),
        )
    yield _stage("form", "Something is written down", lambda at: bool(at.form))
    yield _stage("tells", "The applicant reads of it", lambda at: bool(at.tells))
    yield _stage("people", "How many go or are asked", lambda at: at.people > 0)
    yield _stage("supplement: false", "No papers are asked for", lambda at: not at.may_supplement)
    yield _stage("limit: unknown", "A guide only", lambda at: at.limit is None)
    yield _stage(
        "limit: on the spot", "Done at once", lambda at: at.limit is not None and not at.limit.days
    )


def _stage(word: str, meaning: str, is_so: Callable[[Stage], bool]) -> Feature:
    return Feature(word, meaning, lambda one: any(map(is_so, one.stages)))


def _ways() -> Iterator[Feature]:
    for kind in OutcomeKind:
        yield _stage(
            f"outcome: {kind}",
            str(kind.label),
            _ends_so(kind),
        )
    yield Feature("next: a list", "Stages side by side", lambda one: bool(_forks(one)))
    yield Feature("join: all", "All are waited for", lambda one: _joins(one, Join.ALL))
    yield Feature("join: any", "The first opens it", lambda one: _joins(one, Join.ANY))
    yield _stage("needed", "So many of them open it", lambda at: at.needed is not None)
    yield _stage("when", "Possible only if", _has_when)
    yield _stage("outcome: accept, when", "An urgent way in", _is_urgent)
    yield _stage(
        "instead", "The answers decide where", lambda at: any(w.button for w in at.outcomes)
    )
    yield Feature("place: several", "The first answered", lambda one: len(one.view.places) > 1)
    yield Feature("extension", "More days, once", lambda one: one.view.flow.extension_days > 0)
    yield Feature(
        "silence_accepts",
        "No word in time accepts",
        lambda one: one.view.flow.silence_accepts_after is not None,
    )


def _has_when(at: Stage) -> bool:
    return any(way.when and not way.button for way in at.outcomes)


def _is_urgent(at: Stage) -> bool:
    return any(way.when and way.kind is OutcomeKind.ACCEPT for way in at.outcomes)


def _forks(one: Sample) -> list[tuple[str, ...]]:
    return [way.next for at in one.stages for way in at.outcomes if len(way.next) > 1]


def _joins(one: Sample, join: Join) -> bool:
    """Say whether a stage opens so after stages that were at work side by side."""
    beside = {name for names in _forks(one) for name in names}
    return any(
        len([at for at in one.stages if at.id in beside and stage.id in following(at)]) > 1
        for stage in one.stages
        if stage.join is join and stage.needed is None
    )


def _grants() -> Iterator[Feature]:
    for word in ("once", "month", "year"):
        yield _grant(f"every: {word}", "How often", "every", word)
    for form in GrantForm:
        yield _grant(f"form: {form}", str(form.label), "form", form)
    for value in ValueDay:
        yield _grant(f"value_of: {value}", f"The value {value.label}", "value_of", value)
    for first in FirstMonth:
        yield _grant(f"first: {first}", f"From {first.label}", "first", first)
    yield Feature(
        "months", "For so many months", lambda one: any(rule.months for rule in one.view.grants)
    )
    yield Feature(
        "recheck: months", "Checked by a new case", lambda one: one.view.recheck_rule is not None
    )
    yield Feature(
        "ends: when", "Ended by the registers", lambda one: any(end.when for end in one.view.ends)
    )
    yield Feature(
        "ends: stops", "By itself", lambda one: any(end.is_automatic for end in one.view.ends)
    )
    yield Feature(
        "remedies: body", "To which body", lambda one: any(r.body for r in one.view.remedies)
    )
    yield Feature(
        "remedies: within", "In which time", lambda one: any(r.within for r in one.view.remedies)
    )
    for kind in ResultKind:
        yield Feature(
            f"result: {kind}",
            str(kind.label),
            _results_in(kind),
        )
    for way in Delivery:
        yield Feature(
            f"delivery: {way}",
            str(way.label),
            _delivers(way),
        )


def _grant(word: str, meaning: str, name: str, value: str) -> Feature:
    return Feature(
        word, meaning, lambda one: any(getattr(rule, name) == value for rule in one.view.grants)
    )


def _asks(kind: FieldType) -> Callable[[Sample], bool]:
    return lambda one: any(kind in {field.type, field.of} for field in one.fields)


def _is_of(kind: StageKind) -> Callable[[Stage], bool]:
    return lambda at: at.kind is kind


def _awaits(verdict: Awaited) -> Callable[[Stage], bool]:
    return lambda at: at.wait is not None and at.wait.verdict is verdict


def _ends_so(kind: OutcomeKind) -> Callable[[Stage], bool]:
    return lambda at: any(way.kind is kind for way in at.outcomes)


def _results_in(kind: ResultKind) -> Callable[[Sample], bool]:
    return lambda one: any(result.kind is kind for result in one.view.results)


def _delivers(way: Delivery) -> Callable[[Sample], bool]:
    return lambda one: any(way in result.delivery for result in one.view.results)
