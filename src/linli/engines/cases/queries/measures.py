"""What is counted, as conditions: a figure and the list of its rows ask the same question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from linli.engines.cases.values import DECIDED_RESULTS, OPEN_STATES, POOR_GRADES, Measure

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Span:
    """The days that count, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Counted:
    """Which cases a figure counted: what, in which days, seen from which day."""

    measure: Measure
    span: Span
    today: date

    @property
    def has_days(self) -> bool:
        """Whether the days matter: what is open now is open whatever they are."""
        return self.measure not in {Measure.OPEN, Measure.OVERDUE}


def condition(measure: Measure, span: Span, *, today: date) -> Q:
    """Match the cases that a measure counts; open ones are those of today, whatever the span.

    In time and late are only said of cases with a last day. Told twice is counted with the cases
    handed in. A case rated twice is one case, so whoever counts or lists rated ones does it once.
    """
    days = (span.first, span.last)
    handed_in = Q(
        submitted_at__gte=_midnight(span.first),
        submitted_at__lt=_midnight(span.last + timedelta(days=1)),
    )
    decided = Q(ended_on__range=days, result__in=sorted(DECIDED_RESULTS))
    is_open = Q(state__in=sorted(OPEN_STATES))
    rated = Q(
        ratings__at__gte=_midnight(span.first),
        ratings__at__lt=_midnight(span.last + timedelta(days=1)),
        ratings__set_aside_at=None,
    )
    poor = rated & Q(ratings__grade__in=sorted(POOR_GRADES))
    return {
        Measure.HANDED_IN: handed_in,
        Measure.ACCEPTED: Q(accepted_on__range=days),
        Measure.DECIDED: decided,
        Measure.ON_TIME: decided & Q(ended_on__lte=F("due_on")),
        Measure.LATE: decided & Q(ended_on__gt=F("due_on")),
        Measure.TOLD_TWICE: handed_in & Q(told_once_extra__gt=0),
        Measure.OPEN: is_open,
        Measure.OVERDUE: is_open & Q(due_on__lt=today),
        Measure.RATED: rated,
        Measure.POOR: poor,
        Measure.CALLED_BACK: poor & Q(ratings__callback_closed_at__isnull=False),
    }[measure]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
