"""All cases that an actor's posts may see, and those of them that a figure counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from linli.engines.cases.models import Case
from linli.engines.cases.queries.access import led_cases, staff_cases
from linli.engines.cases.queries.cases import CaseRow, page_of
from linli.engines.cases.queries.measures import Counted, condition
from linli.engines.cases.values import CasePermission, Measure
from linli.registers.places.values import code_range

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor

OF_RATINGS = frozenset({Measure.RATED, Measure.POOR, Measure.CALLED_BACK})


@dataclass(frozen=True)
class CaseFilter:
    """Which cases are listed; kept in the URL."""

    item_code: str = ""
    division: str = ""
    counted: Counted | None = None
    compartment: str | None = None  # "": those that are not sealed; None: all that may be seen


EVERYTHING = CaseFilter()


def cases_in_scope(
    actor: Actor,
    *,
    text: str = "",
    shown: CaseFilter = EVERYTHING,
    before: int | None = None,
    limit: int = 50,
) -> tuple[tuple[CaseRow, ...], int | None]:
    """Return a page of the cases that the actor's posts may see, newest first.

    `text` begins a number. Who was rated how is listed for those who lead the rated alone.
    """
    actor.require(CasePermission.READ)
    rows = _shown(staff_cases(actor), actor, shown).order_by("-pk")
    if text:
        text = text.strip()
        rows = rows.filter(Q(number__startswith=text.upper()) | Q(old_number__startswith=text))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return page_of(rows, limit=limit)


def _shown(rows: QuerySet[Case], actor: Actor, shown: CaseFilter) -> QuerySet[Case]:
    if shown.item_code:
        rows = rows.filter(item_code=shown.item_code)
    if shown.division:
        rows = rows.filter(division_code__range=code_range(shown.division))
    if shown.compartment is not None:
        rows = rows.filter(compartment=shown.compartment)
    if shown.counted is not None:
        measure, span, today = shown.counted.measure, shown.counted.span, shown.counted.today
        counted = Case.objects.filter(condition(measure, span, today=today))
        rows = rows.filter(pk__in=counted)  # once, though it was rated twice
        if measure in OF_RATINGS:
            rows = rows.filter(pk__in=led_cases(actor, compartment=shown.compartment or ""))
    return rows
