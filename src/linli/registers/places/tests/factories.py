"""Divisions for tests."""

from __future__ import annotations

from datetime import date

from linli.registers.places import rules
from linli.registers.places.models import Division
from linli.registers.places.values import committee_kind, level_of, parent_code

SINCE = date(2023, 6, 30)


def divisions(names: dict[str, str]) -> dict[str, Division]:
    """Insert divisions (code → name), parents before children, and return them by code."""
    made: dict[str, Division] = {}
    for level in sorted({level_of(code) for code in names}):
        rows = [
            Division(
                code=code,
                name=name,
                name_en=rules.english_name(name, code),
                level=level,
                parent=made.get(parent_code(code)),
                committee_kind=committee_kind(code),
                valid_from=SINCE,
            )
            for code, name in names.items()
            if level_of(code) is level
        ]
        made |= {row.code: row for row in Division.objects.bulk_create(rows)}
    return made
