"""Who may look at the figures of which division."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.oversight.indicators.values import Standing
from linli.registers.places.values import contains, parent_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.foundation.actors.values import Holding


def standing(posts: Iterable[Holding], division: str, *, compartment: str = "") -> Standing | None:
    """Return how the holder of leading or auditing posts stands to a division; None: not at all.

    A compartment is read only within the divisions of posts that hold it.
    """
    kept = [held for held in posts if not compartment or compartment in held.compartments]
    if any(contains(held.division_code, division) for held in kept):
        return Standing.WITHIN
    if not compartment and any(parent_code(held.division_code) == division for held in kept):
        return Standing.BESIDE
    return None
