"""Filling letters in. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.values.letters import PLACE

if TYPE_CHECKING:
    from collections.abc import Mapping

EMPTY = "＿＿＿＿"


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return the text with every word in its place; what has none stands as a line to fill in.

    What was filled in is not looked at again: braces that somebody types stay braces.
    """
    return PLACE.sub(lambda found: words.get(found[1], "") or EMPTY, text)
