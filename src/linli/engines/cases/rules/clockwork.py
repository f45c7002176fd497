"""From the history of a case to the events of its clocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from linli.engines.cases.values import ClockEvent, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

PAUSING = {EventKind.SUPPLEMENT_REQUESTED, EventKind.PAUSED}
RESUMING = {EventKind.SUPPLEMENT_ANSWERED, EventKind.RESUMED}


@dataclass(frozen=True)
class Fact:
    """An event as the clock sees it: kind, day, task, and its data."""

    kind: str
    on: date
    task: UUID | None = None
    data: dict[str, Any] = field(default_factory=dict)


def of_case(history: Iterable[Fact]) -> list[ClockEvent]:
    """Return the events of the clock of the whole case: it starts on acceptance.

    It starts anew on the day on which a decision is recalled.

    A case taken over from paper was accepted on the day that its event says. A supplement asked for
    before acceptance never pauses it: it has not started.
    """
    found: list[ClockEvent] = []
    for fact in history:
        if fact.kind == EventKind.TAKEN_OVER and fact.data.get("accepted_on"):
            accepted = date.fromisoformat(fact.data["accepted_on"])
            found.append(ClockEvent("start", accepted, why=fact.kind))
        elif fact.kind == EventKind.ACCEPTED or (found and fact.kind == EventKind.RECALLED):
            found.append(ClockEvent("start", fact.on, why=fact.kind))
        elif found:
            found.extend(_moved(fact))
    return found


def of_task(
    history: Iterable[Fact], *, task: UUID, opened_on: date, is_intake: bool
) -> list[ClockEvent]:
    """Return the events of a task's clock; at the intake an answered supplement starts anew.

    Passed to the right office it starts anew too, but not where an office only follows another.
    """
    found = [ClockEvent("start", opened_on, why=EventKind.STAGE_OPENED)]
    for fact in history:
        if fact.task != task:
            continue
        found.extend(_moved(fact))
        is_passed = fact.kind == EventKind.REASSIGNED and not fact.data.get("follows")
        if is_passed or (is_intake and fact.kind == EventKind.SUPPLEMENT_ANSWERED):
            found.append(ClockEvent("start", fact.on, why=fact.kind))
    return found


def _moved(fact: Fact) -> Iterable[ClockEvent]:
    if fact.kind in PAUSING or fact.data.get("paused"):
        yield ClockEvent("pause", fact.on, why=str(fact.data.get("cause") or fact.kind))
    elif fact.kind in RESUMING or fact.data.get("resumed"):
        yield ClockEvent("resume", fact.on, why=fact.kind)
    elif fact.kind == EventKind.EXTENDED:
        yield ClockEvent("extend", fact.on, days=int(fact.data["days"]), why=fact.kind)
