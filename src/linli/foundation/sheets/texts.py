"""CSV as offices write it: UTF-8 with and without mark, GB18030; commas, semicolons, tabs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from linli.foundation.sheets.rules import safe_cell
from linli.foundation.sheets.values import FILE_SENTENCES, SheetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARK = b"\xef\xbb\xbf"
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # "Unicode text" of Excel
SEPARATORS = ",;\t，；"


def read(content: bytes) -> Iterator[list[str]]:
    """Yield the lines of a CSV file, the lines of its quotes counted as one.

    Raises `SheetError`.
    """
    text = _decoded(content)
    if "\x00" in text:
        raise SheetError(FILE_SENTENCES["unreadable"], code="sheet_unreadable")
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    except csv.Error as error:
        raise SheetError(FILE_SENTENCES["unreadable"], code="sheet_unreadable") from error


def write(headings: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """Return a CSV file with UTF-8 mark, which Excel and WPS open; cells are safe."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow([safe_cell(heading) for heading in headings])
    for line in lines:
        writer.writerow([safe_cell(cell) for cell in line])
    return MARK + held.getvalue().encode()


def _decoded(content: bytes) -> str:
    if content.startswith(WIDE_MARKS):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(FILE_SENTENCES["unreadable"], code="sheet_unreadable")
