"""Decisions about one item and one set of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from linli.engines.catalogue.rules.flows import chosen
from linli.engines.catalogue.rules.names import names_for, unknown_in
from linli.engines.catalogue.values import (
    Condition,
    ConditionVerdict,
    Grant,
    GrantRule,
    ItemView,
    Limit,
    Material,
    Outcome,
    Verdict,
)
from linli.foundation.formspec.expressions import UNKNOWN, parse
from linli.foundation.formspec.rules import RowNames, typed_parts

if TYPE_CHECKING:
    from datetime import date

    from linli.foundation.formspec.expressions import Expression
    from linli.foundation.formspec.schemas import Field
    from linli.foundation.formspec.values import Context

LIVING = "applicant.living"
NAME = "applicant.name"


def eligibility(item: ItemView, answers: Mapping[str, Any], *, context: Context) -> Verdict:
    """Say yes, no or unknown for each condition and all together; no beats unknown beats yes.

    `ask_next` of an unknown condition names what is not answered yet, in the order it is written;
    what is not shown yet, and what an office will write down, only where nothing else is missing.
    """
    names = names_for(item, answers, context)
    verdicts = tuple(_verdict(item, condition, names) for condition in item.conditions)
    results = [verdict.result for verdict in verdicts]
    whole = False if False in results else None if None in results else True
    return Verdict(whole, verdicts)


def _verdict(item: ItemView, condition: Condition, names: Mapping[str, Any]) -> ConditionVerdict:
    expression = parse(condition.need)
    value = expression.evaluate(names)
    if isinstance(value, bool):
        return ConditionVerdict(condition.id, condition.text, value)
    missing = unknown_in(expression, names, item.let)
    out_of_reach = _out_of_reach(item, names)
    asked = tuple(name for name in missing if ".".join(name.split(".")[:2]) not in out_of_reach)
    return ConditionVerdict(condition.id, condition.text, None, asked or missing)


def _out_of_reach(item: ItemView, names: Mapping[str, Any]) -> frozenset[str]:
    """Return the questions that people are not shown as things stand."""
    written_down = {section.id for stage in item.flow.stages for section in stage.form}
    return frozenset(
        f"{section.id}.{field.id}"
        for section in item.whole.sections
        for field in section.fields
        if section.id in written_down
        or section.show.evaluate(names) is not True
        or field.show.evaluate(names) is not True
    )


def grants(item: ItemView, answers: Mapping[str, Any], *, context: Context) -> tuple[Grant, ...]:
    """Return what a decision would give: amounts in whole fen, None where it cannot be said yet."""
    names = names_for(item, answers, context)
    found = ((rule, parse(rule.when).evaluate(names)) for rule in item.grants)
    return tuple(
        _grant(rule, names, is_due=applies is True)
        for rule, applies in found
        if applies is not False
    )


def _grant(rule: GrantRule, names: Mapping[str, Any], *, is_due: bool) -> Grant:
    amount = parse(rule.amount).evaluate(names) if is_due else UNKNOWN
    fen = None
    if isinstance(amount, Decimal) and amount >= 0:
        fen = int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return Grant(rule.id, rule.name, fen, rule.every, rule.from_when)


def materials_for(
    item: ItemView, answers: Mapping[str, Any], *, context: Context
) -> tuple[Material, ...]:
    """Return the papers asked for: those whose `when` holds; an unknown `when` asks for nothing."""
    names = names_for(item, answers, context)
    return tuple(
        material
        for material in item.materials
        if not material.when or parse(material.when).evaluate(names) is True
    )


def holds(
    item: ItemView, when: str, answers: Mapping[str, Any], *, context: Context
) -> bool | None:
    """Return whether a condition of the flow holds; None for unknown.

    `answers` may have the sections that stages wrote down.
    """
    value = parse(when).evaluate(names_for(item, answers, context))
    return value if isinstance(value, bool) else None


def worked_out(
    item: ItemView, formula: str, answers: Mapping[str, Any], *, context: Context
) -> Any:
    """Return what a formula of the flow comes to; UNKNOWN where it cannot be said."""
    return parse(formula).evaluate(names_for(item, answers, context))


def way_of(
    item: ItemView, stage_id: str, button: str, answers: Mapping[str, Any], *, context: Context
) -> Outcome | None:
    """Return the way that a button of a stage leads with these answers and records, if any."""

    def so(when: str) -> bool | None:
        return holds(item, when, answers, context=context)

    return chosen(item.flow.stage(stage_id), button, holds=so)


def possible(
    item: ItemView, stage_id: str, answers: Mapping[str, Any], *, context: Context
) -> tuple[Outcome, ...]:
    """Return the buttons of a stage that can be pressed, or might once all is written down."""
    stage = item.flow.stage(stage_id)
    return tuple(
        button
        for button in stage.buttons
        if any(
            not way.when or holds(item, way.when, answers, context=context) is not False
            for way in stage.outcomes
            if way.pressed == button.pressed
        )
    )


def record_context(
    item: ItemView, answers: Mapping[str, Any], *, on: date, context: Context
) -> Context:
    """Return what the form of a stage is read against: its conditions may name every answer.

    Their `today` is the day of the application, whose values count; what is written down now may
    be of any day up to now: `today` of the form itself is the day on which it is written.
    """
    return replace(context, today=on, facts=names_for(item, answers, context))


def later(
    item: ItemView, material: Material, answers: Mapping[str, Any], *, context: Context
) -> Limit | None:
    """Return within how long a paper may follow, against a promise; None: it is owed now."""
    if material.later is None or not material.later_when:
        return material.later
    is_so = holds(item, material.later_when, answers, context=context)
    return material.later if is_so else None


def agreeing(
    item: ItemView, answers: Mapping[str, Any], *, context: Context
) -> tuple[tuple[int, Mapping[str, Any]], ...]:
    """Return the people of the table who have to agree each for themselves: place and row.

    Whoever cannot be told from the answers has to: nobody is looked up without a word
    (个人信息保护法 13, 14).
    """
    rule = item.authorisation
    field = item.form.fields_by_path.get(rule.of) if rule else None
    if rule is None or field is None:
        return ()
    names, who = names_for(item, answers, context), parse(rule.who)
    section, _, name = rule.of.partition(".")
    given = answers.get(section)
    rows = given.get(name) if isinstance(given, Mapping) else None
    return tuple(
        (place, row)
        for place, row in enumerate(rows if isinstance(rows, list) else ())
        if isinstance(row, Mapping) and _agrees(who, field, row, names)
    )


def _agrees(
    who: Expression, field: Field, row: Mapping[str, Any], names: Mapping[str, Any]
) -> bool:
    try:
        typed = typed_parts(field, row)
    except (ValueError, ArithmeticError, TypeError, AttributeError):
        typed = {}  # not read yet: a draft keeps what is wrong as well
    return who.evaluate(RowNames(names, typed)) is not False


def place_of(item: ItemView, answers: Mapping[str, Any]) -> str:
    """Return the 12-digit code of the division whose offices handle the case; "" if not answered.

    Tries the paths of the flow in order, then where the applicant lives.
    """
    for path in (*item.places, LIVING):
        if code := _code(parse(path).evaluate(answers)):
            return code
    return ""


def _code(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("code", "")
    return value if isinstance(value, str) else ""


def applicant_name(item: ItemView, answers: Mapping[str, Any]) -> str:
    """Return the applicant's name as answered; "" where the form does not ask it."""
    name = parse(NAME).evaluate(answers) if NAME in item.form.fields_by_path else UNKNOWN
    return name if isinstance(name, str) else ""
