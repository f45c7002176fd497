"""Questions and answers on a case, outside a supplement: they stop no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.values import BY_OFFICE, CaseState, EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from linli.engines.cases.rules.clockwork import Fact
    from linli.foundation.calendar.rules import Calendar


def may_ask(state: CaseState) -> bool:
    """Say whether a case can be asked about: from its submission until it is closed and kept."""
    return state != CaseState.ARCHIVED


def answer_due(asked_on: date, days: int, *, calendar: Calendar) -> date:
    """Return the last day for an answer: so many working days after the question."""
    return calendar.add_working_days(asked_on, days).day


def unanswered(history: Sequence[Fact]) -> Fact | None:
    """Return the newest question of an office that the resident has not answered yet."""
    found = None
    for fact in history:
        if fact.kind == EventKind.QUESTION_ASKED and fact.data.get("by") == BY_OFFICE:
            found = fact
        elif fact.kind == EventKind.QUESTION_ANSWERED and fact.data.get("by") != BY_OFFICE:
            found = None
    return found
