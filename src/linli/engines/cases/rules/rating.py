"""The service rating (好差评)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.values import CALLBACK_WORKING_DAYS, POOR_GRADES, CaseState, Grade

if TYPE_CHECKING:
    from datetime import date

    from linli.foundation.calendar.rules import Calendar


def may_rate(state: CaseState, *, already_rated: bool) -> bool:
    """Say whether a case can be rated: decided or closed, once; silence is never a grade."""
    return state in {CaseState.DECIDED, CaseState.ARCHIVED} and not already_rated


def is_poor(grade: Grade) -> bool:
    """Say whether a grade opens a call-back (GB/T 39735: the lowest two)."""
    return grade in POOR_GRADES


def callback_due(rated_on: date, *, calendar: Calendar) -> date:
    """Return the last day for the call-back: five working days after the rating."""
    return calendar.add_working_days(rated_on, CALLBACK_WORKING_DAYS).day
