"""From the cells of a file to rows: which line holds the headings, which column is which."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.values.sentences import filled
from linli.foundation.sheets.rules.cells import value_of, written
from linli.foundation.sheets.values import (
    FILE_SENTENCES,
    MOST_ROWS,
    SENTENCES,
    Fault,
    Listed,
    Row,
    SheetError,
    Table,
    both,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from linli.foundation.sheets.values import Column, Sheet

LOOKED_AT = 10  # lines above the headings: a title, a note
MOST_COLUMNS = 200


def read_table(sheet: Sheet, lines: Iterable[Sequence[Any]]) -> Table:
    """Return the rows of a file under the headings of a sheet, each with its faults.

    Numbers of rows are those of the file. Raises `SheetError` for what is wrong with the file as a
    whole: no headings, a needed column missing or twice, no rows, too many.
    """
    known = _names(sheet)
    numbered = ((number, tuple(line[:MOST_COLUMNS])) for number, line in enumerate(lines, start=1))
    first = [line for _at, line in zip(range(LOOKED_AT), numbered, strict=False)]
    at, headings = _headings(first, known)
    columns = [known.get(_plain(heading)) for heading in headings]
    _refuse_headings(sheet, columns, headings)
    found: list[Row] = []
    raw: dict[int, tuple[str, ...]] = {}
    seen: dict[tuple[Any, ...], int] = {}
    examples = _examples(sheet)
    for number, line in first[at + 1 :]:
        _take(sheet, number, line, columns, headings, found, raw, seen, examples)
    for number, line in numbered:
        _take(sheet, number, line, columns, headings, found, raw, seen, examples)
    if not found:
        raise _refusal("empty")
    unread = () if sheet.takes_more else _unread(columns, headings)
    return Table(tuple(headings), tuple(found), raw, unread)


def _take(
    sheet: Sheet,
    number: int,
    line: Sequence[Any],
    columns: Sequence[Column | None],
    headings: Sequence[str],
    found: list[Row],
    raw: dict[int, tuple[str, ...]],
    seen: dict[tuple[Any, ...], int],
    examples: Iterable[Mapping[str, str]],
) -> None:
    """Add a line to the rows, unless it is empty or the example of the template."""
    texts = tuple(written(cell) for cell in line[: len(headings)])
    if not any(texts):
        return
    given = {
        column.id: text for column, text in zip(columns, texts, strict=False) if column is not None
    }
    if any(given == {key: example.get(key, "") for key in given} for example in examples):
        return
    if len(found) >= MOST_ROWS:
        raise _refusal("too_many", most=MOST_ROWS)
    row = _row(sheet, number, line, columns, headings)
    key = tuple(row.cells.get(name) for name in sheet.key)
    is_whole = bool(sheet.key) and all(part is not None for part in key)
    if is_whole and (before := seen.setdefault(key, number)) != number:
        same = Fault(sheet.key[0], filled(SENTENCES["same_row"], {"row": before}))
        row = Row(number, row.cells, row.more, (*row.faults, same))
    found.append(row)
    raw[number] = texts


def _row(
    sheet: Sheet,
    number: int,
    line: Sequence[Any],
    columns: Sequence[Column | None],
    headings: Sequence[str],
) -> Row:
    cells: dict[str, Any] = {}
    more: dict[str, str] = {}
    faults: list[Fault] = []
    padded = (*line, *(None for _missing in range(len(columns) - len(line))))
    for column, heading, cell in zip(columns, headings, padded, strict=False):
        if column is None:
            if sheet.takes_more and heading and (text := written(cell)):
                more[heading] = text
            continue
        value, fault = value_of(column, cell)
        if value is not None:
            cells[column.id] = value
        if fault is not None:
            faults.append(fault)
    return Row(number, cells, more, tuple(faults))


def _headings(
    first: Sequence[tuple[int, Sequence[Any]]], known: Mapping[str, Column]
) -> tuple[int, list[str]]:
    """Return the place of the line with the most known headings among the first, and its texts."""
    best, place = 0, -1
    for at, (_number, line) in enumerate(first):
        count = sum(1 for cell in line if _plain(written(cell)) in known)
        if count > best:
            best, place = count, at
    if place < 0:
        raise _refusal("no_headings")
    texts = [written(cell) for cell in first[place][1]]
    while texts and not texts[-1]:
        texts.pop()
    return place, texts


def _refuse_headings(
    sheet: Sheet, columns: Sequence[Column | None], headings: Sequence[str]
) -> None:
    given = [column.id for column in columns if column is not None]
    for column, heading in zip(columns, headings, strict=True):
        if column is not None and given.count(column.id) > 1:
            raise _refusal("twice", name=heading)
    missing = [one for one in sheet.columns if one.is_required and one.id not in given]
    if missing:
        raise _refusal("missing", names=Listed(tuple(one.name for one in missing)))


def _names(sheet: Sheet) -> dict[str, Column]:
    found = {}
    for column in sheet.columns:
        name = both(column.name)
        for heading in (name.zh, name.en, column.id, *column.also):
            found[_plain(heading)] = column
    return found


def _plain(heading: str) -> str:
    """Return a heading as it is compared: narrow, small, without spaces, star or brackets."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    text = text.partition("(")[0]
    return "".join(text.split()).rstrip("*:")


def _unread(columns: Sequence[Column | None], headings: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        heading
        for column, heading in zip(columns, headings, strict=True)
        if column is None and heading
    )


def _examples(sheet: Sheet) -> list[dict[str, str]]:
    """Return the invented row of the template in both languages: it is never taken in."""
    said = {column.id: both(column.example) for column in sheet.columns}
    return [
        {key: text.zh for key, text in said.items()},
        {key: text.en for key, text in said.items()},
    ]


def _refusal(code: str, **values: Any) -> SheetError:
    return SheetError(filled(FILE_SENTENCES[code], values), code=f"sheet_{code}")
