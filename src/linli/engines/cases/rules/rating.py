"""The service rating (好差评)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.values import (
    APPEAL_WORKING_DAYS,
    CALLBACK_WORKING_DAYS,
    FEWEST_PUBLIC,
    FEWEST_SHOWN,
    OPEN_STATES,
    POOR_GRADES,
    CaseState,
    Grade,
    RatingStage,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from linli.foundation.calendar.rules import Calendar


def stage_to_rate(
    state: CaseState, *, is_accepted: bool, has_limit: bool, rated: Collection[str]
) -> RatingStage | None:
    """Return what of a case can be rated now, each once; silence is never a grade.

    While it is handled how handing in went, of what has a time limit and was accepted; once it is
    decided how it ended (GB/T 39735: 承诺件 twice, 即办件 once).
    """
    found = None
    if state in OPEN_STATES and is_accepted and has_limit:
        found = RatingStage.ACCEPTANCE
    elif state in {CaseState.DECIDED, CaseState.ARCHIVED}:
        found = RatingStage.RESULT
    return None if found in rated else found


def is_poor(grade: int) -> bool:
    """Say whether a grade opens a call-back (GB/T 39735: the lowest two)."""
    return grade in POOR_GRADES


def needs_callback(grade: Grade, *, is_named: bool) -> bool:
    """Say whether somebody has to call back: after every poor rating that shows its name."""
    return is_named and is_poor(grade)


def callback_due(rated_on: date, *, calendar: Calendar) -> date:
    """Return the last day for the call-back: five working days after the rating."""
    return calendar.add_working_days(rated_on, CALLBACK_WORKING_DAYS).day


def appeal_due(asked_on: date, *, calendar: Calendar) -> date:
    """Return the last day on which the superior decides an appeal: five working days after."""
    return calendar.add_working_days(asked_on, APPEAL_WORKING_DAYS).day


def is_too_few(count: int) -> bool:
    """Say whether so few ratings would point at who rated."""
    return count < FEWEST_SHOWN


def may_be_public(count: int) -> bool:
    """Say whether anybody may read how an item was rated."""
    return count >= FEWEST_PUBLIC
