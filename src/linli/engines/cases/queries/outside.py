"""Cases for lists that are keyed into systems outside: the room of lists says whose line it is.

Sealed items need the compartment and children's cases the approval here too, whatever it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from linli.engines.cases.models import Case, CaseEvent
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.sealing import document_of, whole_answers
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.values import (
    CasePermission,
    CaseResult,
    Happened,
    OutsideFacts,
    OutsideHead,
)
from linli.engines.catalogue import queries as catalogue
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor


def happened(case_id: int, *, first: int, last: int) -> Happened:
    """Return what one transition of a case was: two statements."""
    case = Case.objects.only("item_code", "division_code", "compartment").get(pk=case_id)
    events = CaseEvent.objects.filter(case=case_id, seq__range=(first, last)).order_by("seq")
    kinds = tuple(events.values_list("kind", "data"))
    return Happened(case.item_code, case.division_code, case.compartment, kinds)


def outside_heads(actor: Actor, *, case_ids: Collection[int]) -> dict[int, OutsideHead]:
    """Return number and masked applicant of cases that handlers may be shown: one statement."""
    rows = _unsealed(actor, case_ids).values_list("pk", "number", "applicant_masked")
    return {pk: OutsideHead(number, name) for pk, number, name in rows}


def outside_facts(
    actor: Actor, *, case_ids: Collection[int], now: datetime
) -> dict[int, OutsideFacts]:
    """Return what is keyed outside, by case; each look at a child's case by approval is logged."""
    return {case.pk: _facts(actor, case, now=now) for case in _unsealed(actor, case_ids)}


def _unsealed(actor: Actor, case_ids: Collection[int]) -> QuerySet[Case]:
    actor.require(CasePermission.HANDLE)
    keys = {key for held in actor.holdings for key in held.compartments}
    return Case.objects.filter(pk__in=case_ids, compartment__in=["", *keys])


def _facts(actor: Actor, case: Case, *, now: datetime) -> OutsideFacts:
    is_closed = not opens(actor, case, now=now, act="list")
    item = catalogue.version(case.version_id)
    ended = timezone.localdate(case.ended_at) if case.ended_at else None
    document = {} if is_closed else document_of(case)
    return OutsideFacts(
        public_id=case.public_id,
        item=item,
        answers=whole_answers(document),
        names={
            "number": case.number,
            "old_number": case.old_number,
            "handed_in": timezone.localdate(case.submitted_at),
            "accepted": case.accepted_on,
            "decided": ended,
            "division": " ".join(one.words for one in places.path(case.division_code)),
            "result": str(CaseResult(case.result).label) if case.result else "",
            "item": str(item.name),
        },
        context=context_of(case, document),
        on=timezone.localdate(now),
        is_closed=is_closed,
    )
