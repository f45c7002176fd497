"""The figures of a division: counted by the case engine, said here as they may be said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from linli.engines.cases import queries as cases
from linli.engines.cases.values import CasePermission, Measure
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import NotFoundError
from linli.oversight.indicators.rules import counting, periods, scope, suppressing
from linli.oversight.indicators.values import (
    COLUMNS,
    COMPARED,
    OF_RATINGS,
    Board,
    Cell,
    Period,
    PeriodKind,
    Row,
    Shown,
    Standing,
)
from linli.registers.places import queries as places
from linli.registers.places.values import Level, parent_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from linli.foundation.actors.values import Actor
    from linli.registers.places.values import DivisionView


def board(
    actor: Actor,
    *,
    division: str = "",
    kind: PeriodKind = PeriodKind.MONTH,
    first: date | None = None,
    last: date | None = None,
    compartment: str = "",
    today: date,
) -> Board:
    """Return the figures of a division, one's own if none is named, in eight statements.

    Raises `NotFoundError` where the actor leads or audits nothing in it, nor just beneath it.
    """
    actor.require(CasePermission.READ_FIGURES)
    posts = actor.holdings_for(CasePermission.READ_FIGURES)
    code = division or min(held.division_code for held in posts)
    how = scope.standing(posts, code, compartment=compartment)
    if how is None:
        raise NotFoundError
    if how is Standing.BESIDE:
        kind = PeriodKind.WHOLE_MONTH
    elif kind is PeriodKind.WHOLE_MONTH and first is None:
        first = periods.whole_months(today=today, count=1)[0]
    days = periods.period(kind, today=today, first=first, last=last)
    way = places.path(code)
    if not way:
        raise NotFoundError
    own = frozenset(held.division_code for held in posts)
    make = _beside if how is Standing.BESIDE else _within
    return make(actor, way, days, today, compartment, own)


def _within(
    actor: Actor,
    way: tuple[DivisionView, ...],
    days: Period,
    today: date,
    compartment: str,
    _own: frozenset[str],
) -> Board:
    here = way[-1]
    posts = actor.holdings_for(CasePermission.READ_FIGURES)
    found = cases.totals(
        actor,
        within=here.code,
        span=cases.Span(days.first, days.last),
        today=today,
        compartment=compartment,
    )
    columns: tuple[Measure, ...] = COLUMNS
    if not actor.may(CasePermission.SUPERVISE):
        columns = tuple(one for one in COLUMNS if one not in OF_RATINGS)
    extra = (Measure.CALLED_BACK, Measure.RATED) if Measure.POOR in columns else ()
    said = (*columns, *extra)
    allowed = [
        one
        for one in way
        if scope.standing(posts, one.code, compartment=compartment) is Standing.WITHIN
    ]
    above = parent_code(allowed[0].code)
    beside = [one for one in way if one.code == above and not compartment]
    opened = frozenset().union(*(held.compartments for held in posts))
    return Board(
        division=here,
        standing=Standing.WITHIN,
        period=days,
        today=today,
        columns=columns,
        whole=_row("", here.words, found.whole, said),
        items=_items(found.items, said),
        divisions=_divisions(here, found.divisions, said),
        way=tuple(allowed[:-1]),
        beside=beside[0] if beside else None,
        compartment=compartment,
        compartments=tuple(
            sorted(one for one in opened if scope.standing(posts, here.code, compartment=one))
        ),
    )


def _beside(
    actor: Actor,
    way: tuple[DivisionView, ...],
    days: Period,
    today: date,
    _compartment: str,
    own: frozenset[str],
) -> Board:
    here = way[-1]
    found = cases.totals_for_comparison(
        actor, within=here.code, span=cases.Span(days.first, days.last), today=today
    )
    rows = _divisions(here, found.divisions, COMPARED)
    counts = {row.code: {one: row.cells[one].value or 0 for one in COMPARED} for row in rows}
    said = suppressing.suppress(suppressing.Table(counts, COMPARED, known=own & counts.keys()))
    return Board(
        division=here,
        standing=Standing.BESIDE,
        period=days,
        today=today,
        columns=COMPARED,
        whole=_said(_row("", here.words, found.whole, COMPARED), said[suppressing.TOTAL]),
        items=(),  # the same total by service would tell what the total by division withholds
        divisions=tuple(
            replace(_said(row, said[row.code]), leads_to=row.code if row.code in own else "")
            for row in rows
        ),
    )


def _said(row: Row, cells: Mapping[Measure, Cell]) -> Row:
    """Return a row as it may be said; shares and medians only of counts that are."""
    tells = all(cells[one].shown is Shown.WHOLE for one in (Measure.DECIDED, Measure.ON_TIME))
    if tells:
        return replace(row, cells=cells)
    return replace(row, cells=cells, on_time_percent=None, median_days=None)


def _row(code: str, name: str, tally: cases.Tally, columns: Iterable[Measure]) -> Row:
    counts = tally.counts
    with_limit = counts[Measure.ON_TIME] + counts[Measure.LATE]
    return Row(
        code,
        name,
        {one: Cell(counts[one]) for one in columns},
        counting.percent(counts[Measure.ON_TIME], with_limit),
        counting.median(tally.days),
    )


def _items(found: Mapping[str, cases.Tally], columns: tuple[Measure, ...]) -> tuple[Row, ...]:
    """Return the services that anybody asked for, the most asked for first."""
    names = {one.code: str(one.name) for one in catalogue.items()}
    rows = [_row(code, names.get(code, code), tally, columns) for code, tally in found.items()]
    return tuple(
        sorted(rows, key=lambda row: (-(row.cells[Measure.HANDED_IN].value or 0), row.code))
    )


def _divisions(
    here: DivisionView, found: Mapping[str, cases.Tally], columns: tuple[Measure, ...]
) -> tuple[Row, ...]:
    """Return the divisions of the level below, those without cases too, in the order of codes."""
    if here.level >= Level.COMMUNITY:
        return ()
    names = {one.code: one.words for one in places.children(here.code)}
    closed = places.names(frozenset(found.keys() - names.keys()), in_force_only=False)
    rows = [
        _row(
            code,
            names.get(code) or str(closed.get(code, code)),
            found.get(code) or cases.Tally(),
            columns,
        )
        for code in sorted(names.keys() | found.keys())
    ]
    return tuple(replace(row, leads_to=row.code if row.code in names else "") for row in rows)
