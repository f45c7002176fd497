"""Letters from templates: which words of a case they may name, and what a clerk sees of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.foundation.errors.values import Problem
    from linli.foundation.formspec.values import Localised

# What any letter may say of a case, and nothing else: no number of an identity document, no
# telephone, no answer of the form (个人信息保护法 6: no more than the purpose needs).
LETTER_FIELDS = frozenset({"applicant", "item", "number", "office", "handed_in", "due", "today"})
PROMISED = "promised"  # papers still to come: what a clerk sends can name them
# What only the notice of an event can say, by event.
OF_EVENTS = {
    "pause": frozenset({"cause", "days", "reason"}),
    "extension": frozenset({"days", "reason"}),
}
PLACE = re.compile(r"\{([^{}]*)\}")


def letter_places(text: str) -> frozenset[str]:
    """Return the words in braces that a text names."""
    return frozenset(PLACE.findall(text))


def letter_words(sent: str) -> frozenset[str]:
    """Return what a letter may name: `sent` is the event that sends it, empty where a clerk does.

    What a clerk sends names its own blanks besides.
    """
    return LETTER_FIELDS | (OF_EVENTS[sent] if sent else {PROMISED})


@dataclass(frozen=True)
class Blank:
    """What a clerk fills into a letter."""

    id: str
    ask: Localised
    hint: Localised | None
    kind: str  # line, text, day or number


@dataclass(frozen=True)
class LetterView:
    """A letter that a clerk may choose."""

    id: str
    name: Localised
    law: str
    is_outward: bool  # to another body: the resident does not get it
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class LetterDraft:
    """A letter as its blanks are filled so far, before anybody issues it."""

    letter: LetterView
    title: Localised
    salutation: str
    text: Localised
    problems: tuple[Problem, ...]
