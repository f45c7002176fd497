"""Small counts, for those who may not see the rows: said as “<5”, and not to be worked out.

One to four is not said. Whoever knows a total and all other cells would know it nevertheless, so
further cells are withheld, the smallest first, until each count that is not said could be at least
two numbers – and where no cell is left, the total is withheld too. Counts that are parts of one
another (in time, late) are withheld together, because their sum is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.engines.cases.values import Measure
from linli.oversight.indicators.values import SMALL, Cell, Shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Grid = dict[str, dict[Measure, Shown]]
TOTAL = ""  # the key of the row of sums
FAR = 10**9
PARTS = frozenset({Measure.ON_TIME, Measure.LATE})


@dataclass(frozen=True)
class Table:
    """Counts by row and column, complete; `known` are rows that the reader knows anyway."""

    rows: Mapping[str, Mapping[Measure, int]]
    columns: Sequence[Measure]
    known: Collection[str] = ()

    def count(self, key: str, column: Measure) -> int:
        """Return a count, or the sum of its column."""
        if key == TOTAL:
            return sum(row.get(column, 0) for row in self.rows.values())
        return self.rows[key].get(column, 0)


def suppress(table: Table) -> dict[str, dict[Measure, Cell]]:
    """Return the cells as they may be said, with the sums under `TOTAL`."""
    keys = [*table.rows, TOTAL]
    said: Grid = {
        key: {one: _first(table.count(key, one)) for one in table.columns} for key in keys
    }
    while _link(said) or any(_close(said, table, one) for one in table.columns):
        pass
    return {
        key: {one: _cell(table.count(key, one), shown) for one, shown in said[key].items()}
        for key in keys
    }


def _first(count: int) -> Shown:
    return Shown.SMALL if 0 < count < SMALL else Shown.WHOLE


def _cell(count: int, shown: Shown) -> Cell:
    return Cell(count if shown is Shown.WHOLE else None, shown)


def _link(said: Grid) -> bool:
    """Withhold the other part of a count that is not said; return whether anything changed."""
    changed = False
    for row in said.values():
        parts = [one for one in PARTS if one in row]
        if any(row[one] is not Shown.WHOLE for one in parts):
            for one in parts:
                if row[one] is Shown.WHOLE:
                    row[one], changed = Shown.WITHHELD, True
    return changed


def _close(said: Grid, table: Table, column: Measure) -> bool:
    """Withhold one more cell of a column if a small one can be worked out; say whether."""
    if not _tells(said, table, column):
        return False
    # The smallest count that says something: a nought withheld protects little and hides much.
    sizes = {
        key: table.count(key, column)
        for key in table.rows
        if said[key][column] is Shown.WHOLE and key not in table.known
    }
    free = [key for key, size in sizes.items() if size]
    chosen = min(free, key=lambda key: (sizes[key], key), default=TOTAL)
    said[chosen][column] = Shown.WITHHELD
    return True


def _tells(said: Grid, table: Table, column: Measure) -> bool:
    """Return whether the sum, less what is said or known, leaves a cell that is not but one."""
    total = said[TOTAL][column]
    unknown = [
        key for key in table.rows if said[key][column] is not Shown.WHOLE and key not in table.known
    ]
    if total is Shown.WITHHELD or not unknown:
        return False
    sums = table.count(TOTAL, column)
    known = sums - sum(table.count(key, column) for key in unknown)
    low, high = (1, SMALL - 1) if total is Shown.SMALL else (sums, sums)
    bounds = [_bounds(said[key][column]) for key in unknown]
    least, most = sum(low for low, _high in bounds), sum(high for _low, high in bounds)
    return any(
        max(bottom, low - known - (most - top)) >= min(top, high - known - (least - bottom))
        for bottom, top in bounds
    )


def _bounds(shown: Shown) -> tuple[int, int]:
    """Return the least and the most that a count can be which is not said."""
    return (1, SMALL - 1) if shown is Shown.SMALL else (0, FAR)
