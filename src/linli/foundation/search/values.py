"""What is searched and what is found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """One text of a thing; `kind` weighs it: `name`, `word` (what people call it), `text`."""

    text: str
    kind: str = "name"


@dataclass(frozen=True)
class Entry:
    """One thing that can be found, with its texts."""

    key: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class Found:
    """One thing found: how well (0 to 1), by which kind of match, and the text that matched.

    `kind` is that of the phrase, or `sound` where only pinyin or initials matched.
    """

    key: str
    score: float
    kind: str
    text: str
