"""Opening what is covered: for a reason, and logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from linli.engines.cases.models import Task
from linli.engines.cases.queries.access import staff_case
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.readers import readers
from linli.engines.cases.queries.sealing import document_of, whole_answers
from linli.engines.cases.queries.sheltering import CASE, is_sheltered, opens
from linli.engines.cases.services.tasks import required_reason
from linli.engines.cases.values import CasePermission
from linli.engines.catalogue import queries as catalogue
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import ConflictError, NotFoundError
from linli.foundation.formspec import display
from linli.registers.people import services as people
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import DisplayRow


@transaction.atomic
def reveal(actor: Actor, *, case_id: str, path: str, reason: str, now: datetime) -> DisplayRow:
    """Return one answer of a case unmasked; the reason is logged before it is shown."""
    actor.require(CasePermission.HANDLE)
    case = staff_case(actor, case_id)
    if not opens(actor, case, now=now, act="reveal"):
        raise ApprovalNeededError
    why = required_reason(reason)
    item = catalogue.version(case.version_id)
    document = document_of(case)
    answers = whole_answers(document)
    sections = display.lines(
        item.whole,
        answers,
        context=context_of(case, document),
        may_read=readers(actor, case, Task.objects.filter(case=case)),
        reveal={path},
    )
    rows = [row for section in sections for row in section.rows]
    cells = [cell for row in rows for cells in row.rows for cell in cells]
    row = next((row for row in (*rows, *cells) if row.path == path), None)
    if row is None:
        raise NotFoundError
    audit.record(
        actor,
        act="case.revealed",
        kind="case",
        subject=str(case.public_id),
        reason=why,
        data={"path": path},
        division_code=case.division_code,
        now=now,
    )
    return row


@transaction.atomic
def request_reading(actor: Actor, *, case_id: str, reason: str, now: datetime) -> UUID:
    """Ask to read a case that names somebody under 14; returns the id of the request.

    The superior of one's post decides. Raises `ConflictError` where nothing needs approval, or
    the request waits already.
    """
    case = staff_case(actor, case_id)
    if not is_sheltered(case, now=now):
        raise ConflictError
    return people.request_sheltered_reading(
        actor,
        kind=CASE,
        subject=case.public_id,
        label=f"{case.applicant_masked} · {case.number}",
        reason=reason,
        now=now,
    )
