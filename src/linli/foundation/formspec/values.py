"""Words in two languages, the unknown, and the kinds of fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.utils.translation import get_language


@dataclass(frozen=True)
class Localised:
    """A text of a pack, Chinese first; `str()` gives the language in force (English falls back to Chinese)."""

    zh: str
    en: str = ""

    def __str__(self) -> str:
        """Return the text in the language in force."""
        return self.en if self.en and (get_language() or "").startswith("en") else self.zh


class Unknown(Enum):
    """The third truth value: nobody said, or no source answered."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse to be taken for yes or no."""
        raise TypeError("unknown is neither yes nor no")


UNKNOWN: Final = Unknown.UNKNOWN
