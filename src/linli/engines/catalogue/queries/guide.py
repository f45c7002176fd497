"""What a guide says beside the definition: times, amounts and the office, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.engines.catalogue import registry
from linli.engines.catalogue.queries.memory import snapshot
from linli.engines.catalogue.rules.parameters import in_force
from linli.engines.catalogue.values import (
    AmountView,
    DayUnit,
    GrantRule,
    GuideNote,
    GuideView,
    ItemView,
    Limit,
    OfficeView,
    StepView,
)
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec.expressions import parse
from linli.foundation.ui.words import yuan_words
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

HOTLINE = "12345"


def guide(code: str, *, today: date, division_code: str = "") -> GuideView:
    """Return an item as its guide says it; with a division also its office.

    Raises `NotFoundError`.
    """
    current = snapshot()
    item = current.items.get(code)
    if item is None:
        raise NotFoundError
    known = in_force(current.parameters, on=today, division_code=division_code)
    return GuideView(
        item=item,
        time=limit_words(item.case_limit),
        statutory=limit_words(item.statutory) if item.statutory else "",
        ways=tuple(str(way.label) for way in item.ways),
        fee=f"{item.fee.name} {item.fee.standard}" if item.fee else _("Free of charge"),
        steps=tuple(StepView(stage.name, limit_words(stage.limit)) for stage in item.flow.stages),
        amounts=tuple(_amount(grant, known) for grant in item.grants),
        materials=tuple(one for one in item.materials if not one.when),
        materials_if=tuple(one for one in item.materials if one.when),
        hotline=item.contacts.complaint or HOTLINE,
        office=_office(item, division_code) if division_code else None,
        notes=registry.notes_on(item),
    )


def notes(code: str) -> tuple[GuideNote, ...]:
    """Return what other rooms say of an item; raises `NotFoundError`."""
    item = snapshot().items.get(code)
    if item is None:
        raise NotFoundError
    return registry.notes_on(item)


def limit_words(limit: Limit | None) -> str:
    """Return a time limit in words."""
    if limit is None:
        return _("not yet known")
    if limit.days == 0:
        return _("on the spot")
    if limit.unit is DayUnit.WORKING:
        text = ngettext("%(days)s working day", "%(days)s working days", limit.days)
    else:
        text = ngettext("%(days)s day", "%(days)s days", limit.days)
    return text % {"days": limit.days}


def _amount(grant: GrantRule, known: Mapping[str, Any]) -> AmountView:
    amounts = sorted(set(_fen(grant, known)))
    ends = dict.fromkeys((amounts[0], amounts[-1])) if amounts else ()
    text = "–".join(yuan_words(fen) for fen in ends)
    every = {"month": _("a month"), "year": _("a year"), "once": _("once")}[grant.every]
    return AmountView(grant.name, text, every, grant.from_when)


def _fen(grant: GrantRule, known: Mapping[str, Any]) -> Iterator[int]:
    """Give the amounts that parameters name in a grant: one, or one for each key."""
    for name in parse(grant.amount).names:
        value = (
            known.get(name.removeprefix("parameter.")) if name.startswith("parameter.") else None
        )
        values = value.values() if isinstance(value, dict) else (value,)
        yield from (int(fen) for fen in values if isinstance(fen, int | Decimal))


def _office(item: ItemView, division_code: str) -> OfficeView | None:
    if not item.flow.stages:
        return None
    by = item.flow.stage(item.flow.first).by
    found = organisations.responsible(
        function=by.function, level=by.level, division_code=division_code
    )
    return OfficeView(found.words, found.phone) if found else None
