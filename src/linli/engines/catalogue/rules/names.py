"""What the expressions of an item may name: answers, facts, parameters, the day, formulas.

The form's own names (`formspec.rules.names`) with two additions: a fact stands in where nobody has
answered yet, and `applicant.age` is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.expressions import UNKNOWN, Expression, parse
from linli.foundation.formspec.rules import names as form_names
from linli.foundation.formspec.values import Registers

if TYPE_CHECKING:
    from linli.engines.catalogue.values import ItemView
    from linli.foundation.formspec.values import Context

BORN = "applicant.birth_date"
AGE = "applicant.age"
NO_REGISTERS = Registers()


def names_for(item: ItemView, answers: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    """Return the names; an answer goes before a fact of the same name: the resident corrects it."""
    known = dict(flat(context.facts))
    answered = filled(item, answers, known)
    born = parse(BORN).evaluate({**known, **answered})
    known[AGE] = parse("age(born)").evaluate({"born": born, "today": context.today})
    own = replace(context, facts=known, registers=NO_REGISTERS)
    return form_names(item.whole, answered, context=own)


def filled(
    item: ItemView, answers: Mapping[str, Any], facts: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return the answers, and facts where a field (by its own name or its source's) is empty."""
    result = {
        section: dict(given) for section, given in answers.items() if isinstance(given, Mapping)
    }
    for section in item.whole.sections:
        for field in section.fields:
            given = result.setdefault(section.id, {})
            for name in (f"{section.id}.{field.id}", field.prefilled_from):
                if name is not None and given.get(field.id) is None and name in facts:
                    given[field.id] = facts[name]
    return result


def flat(nested: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Give every value of nested records under its dotted name, records themselves too."""
    for name, value in nested.items():
        path = f"{prefix}{name}"
        yield path, value
        if isinstance(value, Mapping):
            yield from flat(value, f"{path}.")


def unknown_in(
    expression: Expression, names: Mapping[str, Any], let: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the names that nobody has answered, through formulas down to what can be asked.

    A formula that is known although a part of it is not needs nothing more.
    """
    found: list[str] = []
    seen: set[str] = set()

    def look(one: Expression) -> None:
        for name in sorted(one.names - seen, key=one.text.find):
            seen.add(name)
            if name.startswith("parameter.") or parse(name).evaluate(names) is not UNKNOWN:
                continue
            if name in let:
                look(parse(let[name]))
            else:
                found.append(BORN if name == AGE else name)

    look(expression)
    return tuple(dict.fromkeys(found))
