"""What may stand in a cell that somebody else's spreadsheet opens."""

from __future__ import annotations

from typing import Any

# What Excel, WPS and LibreOffice take for the beginning of a formula, also behind a tab or return.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MOST = 32_000  # characters that a cell holds


def safe_cell(value: Any) -> Any:
    """Return what is written: a text that a spreadsheet would run gets an apostrophe."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = "".join(sign for sign in str(value) if sign >= " " or sign in "\n\t")[:MOST]
    return f"'{text}" if text.startswith(DANGEROUS) else text
