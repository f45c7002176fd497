"""The figures on the console: a board to walk down, and its tables as files."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.engines.cases.values import Measure
from linli.foundation.calendar import clock
from linli.oversight.indicators import queries
from linli.oversight.indicators.forms import BoardForm
from linli.oversight.indicators.rules import periods
from linli.oversight.indicators.values import COLUMNS, PeriodKind, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.foundation.actors.values import ActorRequest
    from linli.oversight.indicators.values import Board, Cell, Row

app_name = "indicators"
WITHIN = Standing.WITHIN
BAD = frozenset({Measure.LATE, Measure.OVERDUE, Measure.POOR, Measure.TOLD_TWICE})
BOM = "\ufeff"  # spreadsheets read Chinese in a CSV file only with it


@dataclass(frozen=True)
class Figure:
    """A count on the page, and the address of its rows where they may be seen."""

    measure: Measure
    cell: Cell
    url: str
    is_bad: bool


@dataclass(frozen=True)
class Line:
    """A row of the page: its figures, the way down, and its bar in percent of the longest."""

    row: Row
    figures: tuple[Figure, ...]
    url: str
    bar: int

    @property
    def shown(self) -> dict[str, Figure]:
        """The figures by their measure, for the tiles."""
        return {one.measure.value: one for one in self.figures}

    @property
    def columns(self) -> tuple[Figure, ...]:
        """The figures that have a column: ratings in all and call-backs have none."""
        return tuple(one for one in self.figures if one.measure in COLUMNS)


@require_GET
def board(request: ActorRequest) -> HttpResponse:
    form = BoardForm(request.GET)
    today = clock.today()
    found = queries.board(request.actor, **form.asked(), today=today)
    context = {
        "board": found,
        "form": form,
        "days": _days(found),
        "rows": _rows(found),
        "whole": _line(found, found.whole, top=0),
        "tables": [
            (kind, heading, lines)
            for kind, heading, lines in (
                ("divisions", _("By division"), _lines(found, found.divisions, "division")),
                ("items", _("By service"), _lines(found, found.items, "item")),
            )
            if lines
        ],
        "months": periods.whole_months(today=today),
        "is_beside": found.standing is Standing.BESIDE,
    }
    return render(request, "indicators/console/board.html", context, status=_status(form))


@require_GET
def table(request: ActorRequest, by: str) -> HttpResponse:
    form = BoardForm(request.GET)
    found = queries.board(request.actor, **form.asked(), today=clock.today())
    rows = found.items if by == "items" else found.divisions
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    name = f"linli-{found.division.code}-{found.period.first}-{found.period.last}-{by}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    _write(answer, found, rows)
    return answer


def _lines(found: Board, rows: Iterable[Row], key: str) -> list[Line]:
    rows = list(rows)
    top = max((row.cells[Measure.HANDED_IN].value or 0 for row in rows), default=0)
    return [_line(found, row, top=top, key=key) for row in rows]


def _line(found: Board, row: Row, *, top: int, key: str = "") -> Line:
    """Return a row with the way from each of its figures to what was counted."""
    place = {"division": found.division.code} | ({key: row.code} if key else {})
    handed_in = row.cells[Measure.HANDED_IN].value or 0
    figures = [
        Figure(
            measure,
            cell,
            _way(found, measure, place) if cell.value and found.standing is WITHIN else "",
            is_bad=bool(cell.value) and measure in BAD,
        )
        for measure, cell in row.cells.items()
    ]
    below = f"?{_days(found)}&division={row.leads_to}" if row.leads_to else ""
    return Line(row, tuple(figures), below, bar=handed_in * 100 // top if top else 0)


def _way(found: Board, measure: Measure, place: dict[str, str]) -> str:
    asked = urlencode({"measure": measure, **place})
    return f"{reverse('desk:cases:all')}?{asked}&{_rows(found)}"


def _status(form: BoardForm) -> int:
    return 200 if form.is_valid() else 422


def _write(answer: HttpResponse, found: Board, rows: Iterable[Row]) -> None:
    sheet = csv.writer(answer)
    sheet.writerow(
        [
            _("Its code"),
            _("Division or service"),
            *(one.label for one in found.columns),
            _("In time, percent"),
            _("Median days to a decision"),
        ]
    )
    for row in [*rows, found.whole]:
        sheet.writerow(
            [
                row.code,
                row.name if row.code else _("Together"),
                *(row.cells[one] for one in found.columns),
                "" if row.on_time_percent is None else row.on_time_percent,
                "" if row.median_days is None else row.median_days,
            ]
        )


def _days(found: Board) -> str:
    """Return the days of a board as its address says them, to walk on with."""
    asked: dict[str, str] = {"period": found.period.kind}
    if found.period.kind in {PeriodKind.DAYS, PeriodKind.WHOLE_MONTH}:
        days = {"first": str(found.period.first), "last": str(found.period.last)}
        asked = {"period": PeriodKind.DAYS, **days}
    return urlencode(asked | ({"sealed": found.compartment} if found.compartment else {}))


def _rows(found: Board) -> str:
    """Return what every list of rows behind a figure of this board has in its address."""
    return urlencode(
        {
            "first": found.period.first,
            "last": found.period.last,
            "sealed": found.compartment or "-",
        }
    )


urlpatterns = [
    path("", board, name="board"),
    path("items.csv", table, {"by": "items"}, name="items_csv"),
    path("divisions.csv", table, {"by": "divisions"}, name="divisions_csv"),
]
