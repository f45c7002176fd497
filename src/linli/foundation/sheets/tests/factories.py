"""Files as offices make them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from collections.abc import Sequence


def workbook(*lines: Sequence[Any], title: str = "Sheet1") -> bytes:
    """Return a workbook of these lines, cells as they are given."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for line in lines:
        sheet.append(list(line))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def csv(*lines: Sequence[str], encoding: str = "utf-8", separator: str = ",") -> bytes:
    """Return a text file of these lines."""
    return "\r\n".join(separator.join(line) for line in lines).encode(encoding)


def upload(content: bytes, name: str = "人员.xlsx") -> SimpleUploadedFile:
    """Return a file as a browser hands it over."""
    return SimpleUploadedFile(name, content)
