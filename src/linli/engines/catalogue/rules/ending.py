"""What may end something granted: conditions over what registers say now, not over old answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.catalogue.rules.decisions import holds
from linli.foundation.formspec.expressions import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.formspec.values import Context


def ending_names(item: ItemView) -> frozenset[str]:
    """Return what the ends of an item name, through formulas, and the facts behind their fields.

    This and no more may be looked up for it (个人信息保护法 6).
    """
    wanted: set[str] = set()
    ahead = {name for end in item.ends if end.when for name in parse(end.when).names}
    while ahead:
        name = ahead.pop()
        wanted.add(name)
        if name in item.let:
            ahead |= parse(item.let[name]).names - wanted
    sources = {
        field.prefilled_from
        for section in item.whole.sections
        for field in section.fields
        if field.prefilled_from and f"{section.id}.{field.id}" in wanted
    }
    return frozenset(wanted | sources)


def endings(
    item: ItemView, answers: Mapping[str, Any], *, asked: Collection[str], context: Context
) -> tuple[bool | None, ...]:
    """Return for each end whether it holds; None for unknown; False for one in words only.

    What registers were `asked` for counts only as they say now (`context.facts`): what was answered
    when it was applied for is left out, so that silence of a register ends nothing and clears
    nothing.
    """
    left = _without(item, answers, asked)
    return tuple(
        holds(item, end.when, left, context=context) if end.when else False for end in item.ends
    )


def _without(
    item: ItemView, answers: Mapping[str, Any], asked: Collection[str]
) -> dict[str, dict[str, Any]]:
    dropped = {
        (section.id, field.id)
        for section in item.whole.sections
        for field in section.fields
        if field.prefilled_from in asked or f"{section.id}.{field.id}" in asked
    }
    return {
        section: {name: value for name, value in given.items() if (section, name) not in dropped}
        for section, given in answers.items()
        if isinstance(given, dict)
    }
