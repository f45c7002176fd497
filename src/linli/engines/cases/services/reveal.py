"""Showing a masked answer whole: with a reason, and logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from linli.engines.cases.queries.access import staff_cases
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.services.tasks import required_reason
from linli.engines.cases.values import CasePermission
from linli.engines.catalogue import queries as catalogue
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec import display

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import DisplayRow


@transaction.atomic
def reveal(actor: Actor, *, case_id: str, path: str, reason: str, now: datetime) -> DisplayRow:
    """Return one answer of a case unmasked; the reason is logged before it is shown."""
    actor.require(CasePermission.HANDLE)
    case = staff_cases(actor).filter(public_id=case_id).first()
    if case is None:
        raise NotFoundError
    why = required_reason(reason)
    item = catalogue.version(case.version_id)
    context = catalogue.context(item, today=timezone.localdate(case.submitted_at))
    sections = display.lines(
        item.form, document_of(case).get("answers", {}), context=context, reveal={path}
    )
    row = next((row for section in sections for row in section.rows if row.path == path), None)
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
