"""What happened to each case, step by step: read from `cases.csv`.

A story is words in a row: `+2` lets two working days pass; the others are acts of `telling` or
outcomes of the stage at work, with an argument behind a colon (`rate:5`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

CASES = Path(__file__).with_name("cases.csv")
FILE = "file"


@dataclass(frozen=True)
class Step:
    """One act: how many working days ago, at which part of the day, and about what."""

    ago: int
    part: float
    act: str
    argument: str = ""


@dataclass(frozen=True)
class Story:
    """One case from its submission to where it stands today."""

    item: str
    applicant: str
    by: str  # portal, desk, agent, or the name of whoever acts for the applicant
    steps: tuple[Step, ...]

    @property
    def is_lost(self) -> bool:
        """Whether it is refused in the end."""
        return any(step.act in {"refuse", "decline", "near_poor"} for step in self.steps)


def stories(rng: Random) -> tuple[Story, ...]:
    """Return all stories; the hours of the day are drawn."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Story(row["item"], row["applicant"], row["by"], tuple(_steps(row, rng)))
            for row in csv.DictReader(file)
        )


def _steps(row: dict[str, str], rng: Random) -> Iterator[Step]:
    ago, part = int(row["days_ago"]), rng.uniform(0, 0.4)
    yield Step(ago, part, FILE)
    for word in row["story"].split():
        if word.startswith("+"):
            ago, part = ago - int(word), rng.uniform(0, 0.4)
            continue
        part += (1 - part) * rng.uniform(0.1, 0.4)
        act, _colon, argument = word.partition(":")
        yield Step(ago, part, act, argument)
