"""What agents did for those they act for, as the page of a mandate lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from linli.engines.cases.models import CaseEvent, CaseParty
from linli.engines.cases.queries.access import own_cases
from linli.engines.cases.queries.timeline import sentence
from linli.engines.cases.values import EventKind, PartyKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.calendar import clock
from linli.registers.people.values import DoneAct

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from linli.foundation.actors.values import Actor

# What somebody does in a case for its applicant; what offices do in answer is not theirs.
BY_A_PARTY = frozenset(
    {
        EventKind.SUBMITTED,
        EventKind.SUPPLEMENT_ANSWERED,
        EventKind.WITHDRAWN,
        EventKind.RATED,
        EventKind.RATING_ANSWERED,
        EventKind.QUESTION_ASKED,
        EventKind.QUESTION_ANSWERED,
        EventKind.PLACE_GIVEN_UP,
        EventKind.FOLLOWED,
        EventKind.DOCUMENT_ISSUED,
    }
)


def acts_of_agent(
    actor: Actor,
    *,
    agent_account: int,
    principal_id: int,
    items: Collection[str],
    after: datetime,
    until: datetime | None,
    limit: int,
) -> tuple[DoneAct, ...]:
    """Return what an agent did in cases of a principal, the newest first; two statements.

    The caller has seen to it that the actor is one of the two. The address of a case stands with
    it only where the actor may follow it.
    """
    theirs = CaseParty.objects.filter(
        case=OuterRef("case"), kind=PartyKind.APPLICANT, person_id=principal_id
    )
    rows = CaseEvent.objects.filter(
        Exists(theirs),
        account_id=agent_account,
        organisation_id=None,
        kind__in=BY_A_PARTY,
        at__gte=after,
        **({"at__lt": until} if until else {}),
        **({"case__item_code__in": items} if items else {}),
    )
    found = list(rows.select_related("case").order_by("-at", "-pk")[:limit])
    ids = {row.case_id for row in found}
    seen = own_cases(actor, now=clock.now()).filter(Q(pk__in=ids)).values_list("pk", flat=True)
    mine = set(seen) if ids else set()
    return tuple(_act(row, is_seen=row.case_id in mine) for row in found)


def _act(row: CaseEvent, *, is_seen: bool) -> DoneAct:
    case = row.case
    return DoneAct(
        at=row.at,
        matter=str(catalogue.version(case.version_id).name),
        number=case.number,
        did=sentence(row, where="", outcome=""),
        url=reverse("portal:cases:case", args=[case.public_id]) if is_seen else "",
    )
