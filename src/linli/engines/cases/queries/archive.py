"""The archive of the offices: where closed cases lie, until when, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.engines.cases.models import Filed
from linli.engines.cases.queries.access import staff_cases
from linli.engines.cases.rules import keeping
from linli.engines.cases.values import CasePermission, CaseState
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import LEADERS
from linli.foundation.errors.values import NotFoundError
from linli.registers.organisations import queries as organisations
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor, Holding
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
    packed_at: datetime | None  # last handed over as a package
    may_pack: bool  # the reader's post keeps it, and opens its compartment
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
        _row(actor, row, bodies[row.organisation_id], today=today) for row in found[:limit]
    )
    return page, page[-1].cursor if len(found) > limit else None


def archived(actor: Actor, *, case_id: str, today: date) -> ArchiveRow:
    """Return one closed case; raises `NotFoundError` for what lies in no archive of the actor's."""
    actor.require(CasePermission.KEEP)
    rows = Filed.objects.filter(case__in=staff_cases(actor)).select_related("case")
    row = rows.filter(case__public_id=case_id).first()
    if row is None:
        raise NotFoundError
    return _row(actor, row, organisations.organisation(row.organisation_id), today=today)


def keeping_post(actor: Actor, body: OrganisationView, *, compartment: str) -> Holding | None:
    """Return the actor's post that keeps the archive of an office, or leads it; None: none does.

    Of a sealed case the post itself opens the compartment, not another one of the actor's.
    """
    for held in actor.holdings_for(CasePermission.KEEP):
        leads = held.role in LEADERS and contains(held.division_code, body.division_code)
        is_of_office = leads or held.organisation_id == body.id
        if is_of_office and compartment in {"", *held.compartments}:
            return held
    return None


def _row(actor: Actor, row: Filed, body: OrganisationView, *, today: date) -> ArchiveRow:
    is_there = row.erased_at is None
    post = keeping_post(actor, body, compartment=row.case.compartment)
    return ArchiveRow(
        case_id=row.case.public_id,
        place=str(row),
        number=row.case.number,
        item_name=catalogue.version(row.case.version_id).name,
        organisation=body,
        ended_on=row.case.ended_on,
        keep_until=row.keep_until,
        is_due=is_there and keeping.is_due(row.keep_until, today=today),
        is_proposed=is_there and row.proposed_by_id is not None,
        is_mine=row.proposed_by_id == actor.account_id,
        erased_at=row.erased_at,
        packed_at=row.packed_at,
        may_pack=is_there and post is not None,
        cursor=row.pk,
    )


def due_on(rows: QuerySet[Filed], *, today: date) -> QuerySet[Filed]:
    """Return what is over its period and was not erased."""
    return rows.filter(keep_until__lt=today, erased_at=None, case__state=CaseState.ARCHIVED)


def due_numbers(*, today: date) -> list[tuple[str, str]]:
    """Return receipt numbers and last days of all that is due, for the command: at most 1,000."""
    rows = due_on(Filed.objects.select_related("case"), today=today).order_by("keep_until", "pk")
    return [(row.case.number, str(row.keep_until)) for row in rows[:1000]]
