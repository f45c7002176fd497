"""A register in a CSV file: for demonstrations and tests, with people who do not exist.

Columns: `number`, one a fact by its dotted name, `as_of` (a day; empty: today) and `reference`.
Lists are separated by `;`, yes and no are `yes` and `no`; an empty cell is a fact it does not have.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from linli.foundation.exchange.values import FactType, Found, NotFound, Reason, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linli.foundation.exchange.values import Answer, Question, Register

FOLDER = "registers"
TRUTH = {"yes": True, "no": False}


class FileProvider:
    """Looks somebody up in a file by the number of their document."""

    def __init__(self, path: Path, register: Register) -> None:
        self.path, self.register = path, register

    def look_up(self, question: Question, *, timeout: float) -> Answer:
        """Return the row of a number."""
        del timeout  # a file is at hand
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                rows = csv.DictReader(file, strict=True)
                row = next((one for one in rows if one["number"] == question.identity.number), None)
        except OSError:
            return Unavailable(Reason.AWAY)
        if row is None:
            return NotFound()
        given = {name: row.get(name) or "" for name in question.facts}
        facts = {name: self._value(name, text) for name, text in given.items() if text}
        as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else question.today
        return Found(facts, as_of, row.get("reference") or "")

    def _value(self, name: str, text: str) -> Any:
        kind = self.register.facts[name].type
        if kind is FactType.LIST:
            return text.split(";")
        return TRUTH.get(text, text) if kind is FactType.BOOLEAN else text


def make(register: Register, given: Mapping[str, Any]) -> FileProvider:
    """Return the simulator of a register: at `path`, or `VAR/registers/<register>.csv`."""
    path = given.get("path") or Path(settings.VAR) / FOLDER / f"{register.id}.csv"
    return FileProvider(Path(path), register)
