"""The archive of the offices: where closed cases lie, until when, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.engines.cases.models import Filed
from linli.engines.cases.queries.access import staff_cases
from linli.engines.cases.rules import keeping
from linli.engines.cases.values import CasePermission, CaseState
from linli.engines.catalogue import queries as catalogue
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import Localised
    from linli.registers.organisations.values import OrganisationView


@dataclass(frozen=True)
class ArchiveRow:
    """A closed case in the archive; nothing in it says who asked."""

    case_id: UUID
    place: str  # its number within the organisation
    number: str
    item_name: Localised
    organisation: OrganisationView
    ended_on: date | None
    keep_until: date | None
    is_due: bool
    is_proposed: bool
    is_mine: bool  # proposed by the reader, who then cannot decide
    erased_at: datetime | None
    cursor: int


def archive(
    actor: Actor,
    *,
    text: str = "",
    year: int | None = None,
    is_due: bool = False,
    today: date,
    before: int | None = None,
    limit: int = 50,
) -> tuple[tuple[ArchiveRow, ...], int | None]:
    """Return a page of the closed cases that the actor's posts may see, the latest filed first.

    `text` begins a receipt number or is an item's code.
    """
    actor.require(CasePermission.KEEP)
    closed = staff_cases(actor).filter(state=CaseState.ARCHIVED)  # not what was recalled since
    rows = Filed.objects.filter(case__in=closed).select_related("case")
    if text:
        code = text.strip().upper()
        rows = rows.filter(case__number__startswith=code) | rows.filter(case__item_code=code)
    if year is not None:
        rows = rows.filter(year=year)
    if is_due:
        rows = due_on(rows, today=today)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    bodies = organisations.organisations(row.organisation_id for row in found)
    page = tuple(
        ArchiveRow(
            row.case.public_id,
            str(row),
            row.case.number,
            catalogue.version(row.case.version_id).name,
            bodies[row.organisation_id],
            row.case.ended_on,
            row.keep_until,
            row.erased_at is None and keeping.is_due(row.keep_until, today=today),
            row.proposed_by_id is not None and row.erased_at is None,
            row.proposed_by_id == actor.account_id,
            row.erased_at,
            row.pk,
        )
        for row in found[:limit]
    )
    return page, page[-1].cursor if len(found) > limit else None


def due_on(rows: QuerySet[Filed], *, today: date) -> QuerySet[Filed]:
    """Return what is over its period and was not erased."""
    return rows.filter(keep_until__lt=today, erased_at=None, case__state=CaseState.ARCHIVED)


def due_numbers(*, today: date) -> list[tuple[str, str]]:
    """Return receipt numbers and last days of all that is due, for the command: at most 1,000."""
    rows = due_on(Filed.objects.select_related("case"), today=today).order_by("keep_until", "pk")
    return [(row.case.number, str(row.keep_until)) for row in rows[:1000]]
