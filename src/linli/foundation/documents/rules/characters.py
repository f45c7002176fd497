"""Characters that no font has are named on the paper instead of left as a blank box: pure."""

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SPACES = "\n\t\u3000 "


@dataclass(frozen=True)
class Coverage:
    """Which characters can be printed: ranges, sorted."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, character: str) -> bool:
        """Return whether a font has this character."""
        code = ord(character)
        place = bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]


def coverage(text: str) -> Coverage:
    """Read ranges as `script/fonts` writes them: one `4E00-9FEF` a line."""
    pairs = [line.split("-") for line in text.split()]
    return Coverage(
        tuple(int(start, 16) for start, _end in pairs), tuple(int(end, 16) for _start, end in pairs)
    )


def printable(value: Any, fonts: Coverage) -> Any:
    """Return the same data with every text printable.

    Composed, no invisible marks, the missing named.
    """
    if isinstance(value, str):
        return _text(str(value), fonts)
    if isinstance(value, Mapping):
        return {str(key): printable(inner, fonts) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [printable(inner, fonts) for inner in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return _text(str(value), fonts)  # lazy translations, Localised, dates, Decimal


def missing(value: Any, fonts: Coverage) -> frozenset[str]:
    """Return the characters of the data that no font has."""
    if isinstance(value, Mapping):
        return frozenset().union(*(missing(inner, fonts) for inner in value.values()))
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return frozenset().union(*(missing(inner, fonts) for inner in value))
    if value is None or isinstance(value, (bool, int, float, bytes)):
        return frozenset()
    return frozenset(c for c in _composed(str(value)) if c not in SPACES and not fonts.has(c))


def _text(text: str, fonts: Coverage) -> str:
    return "".join(
        c if c in SPACES or fonts.has(c) else f"〔U+{ord(c):04X}〕" for c in _composed(text)
    )


def _composed(text: str) -> str:
    """Compose accents; drop what has no shape (direction marks, variation selectors, controls)."""
    return "".join(
        c
        for c in unicodedata.normalize("NFC", text)
        if c in SPACES
        or not (
            unicodedata.category(c) in {"Cf", "Cc"}
            or 0xFE00 <= ord(c) <= 0xFE0F
            or 0xE0100 <= ord(c) <= 0xE01EF
        )
    )
