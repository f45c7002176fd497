"""Who was told what about a case, for who may read the case and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.queries.access import own_case, staff_case
from linli.engines.cases.queries.cases import CaseRow, row_of
from linli.engines.cases.queries.sheltering import CASE, opens
from linli.engines.cases.values import CasePermission
from linli.foundation.notices import queries as notices
from linli.foundation.notices.values import Part
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.foundation.notices.values import ToldView

RESIDENTS = (Part.APPLICANT, Part.AGENT)


def told_to_parties(
    actor: Actor, *, case_id: str, now: datetime
) -> tuple[CaseRow, tuple[ToldView, ...]]:
    """Return what parties of one's own case were told; raises `NotFoundError`."""
    actor.require(CasePermission.READ_OWN)
    case = own_case(actor, case_id, now=now)
    return row_of(case), notices.told(actor, subject=(CASE, case.public_id), parts=RESIDENTS)


def told_about(
    actor: Actor, *, case_id: str, now: datetime
) -> tuple[CaseRow, tuple[ToldView, ...]]:
    """Return who was told what about a case that the actor's posts may see, offices included.

    Raises `NotFoundError`, and `ApprovalNeededError` where somebody under 14 stands in it.
    """
    actor.require(CasePermission.READ)
    case = staff_case(actor, case_id)
    if not opens(actor, case, now=now):
        raise ApprovalNeededError
    return row_of(case), notices.told(actor, subject=(CASE, case.public_id))
