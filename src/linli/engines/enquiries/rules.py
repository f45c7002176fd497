"""Pure decisions on enquiries: the last day, what may follow, who has it after a reopening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.enquiries.values import MOST_REOPENINGS, WAITING, EnquiryState

if TYPE_CHECKING:
    from datetime import date

    from linli.foundation.calendar.rules import Calendar


def due_on(asked_on: date, days: int, *, calendar: Calendar) -> date:
    """Return the last day for an answer: so many working days after the question."""
    return calendar.add_working_days(asked_on, days).day


def may_answer(state: EnquiryState) -> bool:
    """Say whether an answer is owed; also while a hand-over waits: it is still one's own."""
    return state in WAITING


def may_offer(state: EnquiryState) -> bool:
    """Say whether it can be handed over: one offer at a time."""
    return state is EnquiryState.ASKED


def may_reopen(state: EnquiryState, reopened: int) -> bool:
    """Say whether the asker can say that the answer did not help."""
    return state is EnquiryState.ANSWERED and reopened < MOST_REOPENINGS


def goes_up(reopened: int) -> bool:
    """Say whether a reopened enquiry is the superior's now: from the second time on."""
    return reopened >= MOST_REOPENINGS
