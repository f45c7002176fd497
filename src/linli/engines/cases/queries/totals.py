"""Counts of cases by service and by division, in six statements however many cases there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from linli.engines.cases.models import Case
from linli.engines.cases.queries.access import led_cases, overseen_cases
from linli.engines.cases.queries.measures import Span, condition
from linli.engines.cases.values import CasePermission, Measure
from linli.registers.places.values import PREFIX_DIGITS, Level, code_range, level_of

if TYPE_CHECKING:
    from datetime import date

    from linli.foundation.actors.values import Actor

# One statement each: the first measure bounds the rows that are read, the others count in them.
GROUPS = (
    (Measure.HANDED_IN, Measure.TOLD_TWICE),
    (Measure.ACCEPTED,),
    (Measure.OPEN, Measure.OVERDUE),
)
RATINGS = (Measure.RATED, Measure.POOR, Measure.CALLED_BACK)
DECISIONS = (Measure.DECIDED, Measure.ON_TIME, Measure.LATE)


@dataclass
class Tally:
    """What was counted, and after how many calendar days cases were decided (days: cases)."""

    counts: Counter[Measure] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)


@dataclass
class Totals:
    """The counts of a division: whole, by service, and by the divisions of the level below."""

    whole: Tally = field(default_factory=Tally)
    items: dict[str, Tally] = field(default_factory=dict)
    divisions: dict[str, Tally] = field(default_factory=dict)  # by 12-digit code


def totals(actor: Actor, *, within: str, span: Span, today: date, compartment: str = "") -> Totals:
    """Return the counts of the cases in a division that the actor leads or audits.

    Sealed cases are in no count but that of their own compartment, for posts that hold it.
    Ratings are counted for those who lead, not for those who audit.
    """
    actor.require(CasePermission.READ_FIGURES)
    return _counted(
        overseen_cases(actor, compartment=compartment),
        led_cases(actor, compartment=compartment),
        within=within,
        span=span,
        today=today,
    )


def totals_for_comparison(actor: Actor, *, within: str, span: Span, today: date) -> Totals:
    """Return the counts of all open cases in a division, whoever handles them.

    For those who may not see the rows: the caller suppresses small counts before anybody reads.
    """
    actor.require(CasePermission.READ_FIGURES)
    rows = Case.objects.filter(compartment="")
    return _counted(rows, rows, within=within, span=span, today=today)


def _counted(
    rows: QuerySet[Case], rated: QuerySet[Case], *, within: str, span: Span, today: date
) -> Totals:
    digits = PREFIX_DIGITS[Level(min(level_of(within) + 1, Level.COMMUNITY))]
    place = {"division_code__range": code_range(within)}
    here = rows.filter(**place).annotate(place=Substr("division_code", 1, digits))
    found = Totals()
    for source, measures in (
        *((here, group) for group in GROUPS),
        (rated.filter(**place).annotate(place=Substr("division_code", 1, digits)), RATINGS),
    ):
        for item, code, counts in _grouped(source, measures, ("item_code", "place"), span, today):
            for tally in _tallies(found, item=item, code=code):
                tally.counts.update(counts)
    for key, kind in (("item_code", "item"), ("place", "code")):
        for name, days, counts in _grouped(here, DECISIONS, (key, "days_taken"), span, today):
            for tally in _tallies(found, **{kind: name}):
                tally.counts.update(counts)
                tally.days[days] += counts[Measure.DECIDED]
    return found


def _tallies(found: Totals, *, item: str = "", code: str = "") -> list[Tally]:
    """Return where a count goes; the whole is counted once, with the services."""
    tallies = [found.whole, found.items.setdefault(item, Tally())] if item else []
    if code:
        tallies.append(found.divisions.setdefault(code.ljust(12, "0"), Tally()))
    return tallies


def _grouped(
    rows: QuerySet[Case],
    measures: tuple[Measure, ...],
    keys: tuple[str, str],
    span: Span,
    today: date,
) -> list[tuple[str, Any, dict[Measure, int]]]:
    base, *parts = measures
    once = measures is RATINGS  # a case is rated twice: it is one case all the same
    counted = (
        rows.filter(condition(base, span, today=today))
        .values(*keys)
        .annotate(
            n0=Count("pk", distinct=once),
            **{
                f"n{place}": Count("pk", filter=condition(part, span, today=today), distinct=once)
                for place, part in enumerate(parts, start=1)
            },
        )
        .order_by(*keys)
    )
    return [
        (row[keys[0]], row[keys[1]], {one: row[f"n{n}"] for n, one in enumerate(measures)})
        for row in counted
    ]
