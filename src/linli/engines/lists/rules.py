"""When a case comes onto a list: pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EVENTS = {"granted": "case.granted", "accepted": "case.accepted", "stage": "stage.opened"}


def is_reached(when: str, stage: str, events: Iterable[tuple[str, Mapping[str, Any]]]) -> bool:
    """Return whether one of the events (kind, data) is what the list waits for.

    A stage of several side by side counts when it opens; `granted` is the decision, not an opinion.
    """
    return any(
        kind == EVENTS[when] and (when != "stage" or data.get("stage") == stage)
        for kind, data in events
    )
