"""Papers that may follow: until when, and which were promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from linli.engines.cases.models import PaperPromise
from linli.engines.cases.values import OPEN_STATES, CaseResult, CaseState, PromiseState
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import DayUnit
from linli.foundation.calendar import queries as calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linli.engines.cases.models import Case
    from linli.engines.catalogue.queries import ItemView
    from linli.engines.catalogue.values import Material
    from linli.foundation.formspec.values import Localised

WHO = ("identity", "id_card")  # papers that say who the applicant is are never promised
# Help may come first and papers after it (社会救助暂行办法 48): a grant on a promise owes them.
OWED = Q(case__state__in=sorted(OPEN_STATES)) | Q(
    case__state=CaseState.DECIDED, case__result=CaseResult.GRANTED
)


@dataclass(frozen=True)
class PromiseView:
    """A promised paper of a case."""

    material: str
    name: Localised
    due_on: date
    state: PromiseState
    may_extend: bool
    is_open: bool  # still to come, and still taken


def is_owed(case: Case) -> bool:
    """Say whether promised papers of a case are still to come: at work, or granted on the word."""
    is_granted = case.state == CaseState.DECIDED and case.result == CaseResult.GRANTED
    return case.state in OPEN_STATES or is_granted


def latest(
    item: ItemView, material: Material, answers: Mapping[str, Any], *, today: date
) -> date | None:
    """Return the last day on which a paper may follow; None where it is owed now."""
    if material.id.startswith(WHO):
        return None
    limit = catalogue.later(item, material, answers, context=catalogue.context(today=today))
    if limit is None:
        return None
    days = calendar.site_calendar()
    is_working = limit.unit is DayUnit.WORKING
    add = days.add_working_days if is_working else days.add_calendar_days
    return add(today, limit.days).day


def promised_on(papers: Iterable[Mapping[str, Any]]) -> date | None:
    """Return until when a paper was promised, from what was given for it."""
    for paper in papers:
        if isinstance(said := paper.get("promise"), str):
            try:
                return date.fromisoformat(said)
            except ValueError:
                return None
    return None


def may_follow(item: ItemView) -> bool:
    """Return whether any paper of an item may follow: else nobody asks the database."""
    return any(material.later is not None for material in item.materials)


def of_case(case: Case) -> tuple[PromiseView, ...]:
    """Return the promised papers of a case, the first due first."""
    item = catalogue.version(case.version_id)
    if not may_follow(item):
        return ()
    names = {material.id: material.name for material in item.materials}
    rows = PaperPromise.objects.filter(case=case).order_by("due_on", "pk")
    return tuple(
        PromiseView(
            row.material,
            names[row.material],
            row.due_on,
            PromiseState(row.state),
            may_extend=row.state != PromiseState.FOLLOWED and not row.extensions,
            is_open=row.state != PromiseState.FOLLOWED and is_owed(case),
        )
        for row in rows
    )


def open_promises(case: Case, item: ItemView) -> list[str]:
    """Return which promised papers are still to come: a grant says so."""
    if not may_follow(item):
        return []
    rows = PaperPromise.objects.filter(case=case).exclude(state=PromiseState.FOLLOWED)
    return list(rows.order_by("pk").values_list("material", flat=True))
