"""XLSX, and the only file that knows openpyxl."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from linli.foundation.sheets.rules import safe_cell
from linli.foundation.sheets.values import FILE_SENTENCES, MOST_UNPACKED, SheetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_PARTS = 3_000
WIDEST, NARROWEST = 48, 10


def is_workbook(content: bytes) -> bool:
    """Return whether the bytes begin as a workbook does, an old or locked one included."""
    return content.startswith((ZIP, OLE))


def read(content: bytes) -> Iterator[tuple[Any, ...]]:
    """Yield the lines of the first sheet that holds anything, as its cells last showed.

    Formulas are never computed. Raises `SheetError`.
    """
    if content.startswith(OLE):
        raise SheetError(FILE_SENTENCES["password"], code="sheet_password")
    try:
        _refuse_bomb(content)
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        yield from _lines(book)
    except (
        *(zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError),
        *(IndexError, AttributeError, EOFError, OSError, RuntimeError),
    ) as error:
        raise SheetError(FILE_SENTENCES["unreadable"], code="sheet_unreadable") from error


def write(
    headings: Sequence[str],
    lines: Iterable[Sequence[Any]],
    *,
    title: str = "",
    notes: Sequence[Sequence[str]] = (),
    notes_title: str = "",
) -> bytes:
    """Return a workbook: headings, lines as safe texts, and a second sheet of notes if any."""
    book = openpyxl.Workbook(write_only=True)
    rows = [[safe_cell(cell) for cell in line] for line in lines]
    _write(book, title or "1", [list(headings), *rows])
    if notes:
        _write(book, notes_title or "2", [list(note) for note in notes])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _lines(book: Any) -> Iterator[tuple[Any, ...]]:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # what a file says of its size need not be true
        lines = sheet.iter_rows(values_only=True)
        first = next(lines, None)
        if first is not None:
            yield first
            yield from lines
            return


def _refuse_bomb(content: bytes) -> None:
    """Refuse what would unpack to far more than it is, and XML that declares entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise ValueError("unpacks to too much")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(2048):
                        raise ValueError("declares entities")


def _write(book: Any, title: str, rows: list[list[Any]]) -> None:
    sheet = book.create_sheet("".join(sign for sign in title if sign not in "[]:*?/\\'")[:31])
    for at in range(len(rows[0])):
        longest = max(_width(row[at]) for row in rows[:200] if at < len(row))
        width = min(max(longest + 2, NARROWEST), WIDEST)
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_heading=number == 0) for value in row])


def _cell(sheet: Any, value: Any, *, is_heading: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.number_format = "@"
    if is_heading:
        cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _width(value: Any) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in str(value if value is not None else ""))
