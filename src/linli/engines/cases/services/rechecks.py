"""A case that checks again what another one granted: it opens by itself, with its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from linli.engines.cases.models import Case, CaseAccess, CaseParty
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.services.stages import responsible
from linli.engines.cases.services.tasks import open_tasks
from linli.engines.cases.values import CaseResult, CaseState, EventKind, NotAllowedNowError
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.numbering import rules as numbering
from linli.foundation.packs import queries as packs
from linli.foundation.privacy import services as privacy
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor


def open_recheck(actor: Actor, *, follows: str | UUID, stage: str, due: date, now: datetime) -> str:
    """Open the case that checks a granted one again, once for each day it is due.

    Returns its public id; a second call returns the same. It begins at a stage of the item with
    the last answers, and is for the same people. Raises `NotFoundError`, `NotAllowedNowError` where
    nothing was granted, `NoHandlerError`. Only the site itself opens it.
    """
    if not actor.is_system:
        raise ForbiddenError
    before = Case.objects.filter(public_id=follows).first()
    if before is None:
        raise NotFoundError
    if before.result != CaseResult.GRANTED:
        raise NotAllowedNowError
    key = f"recheck:{before.public_id}:{due.isoformat()}"
    try:
        with transaction.atomic():
            return str(_write(actor, before, key=key, stage=stage, now=now).public_id)
    except IntegrityError:
        twin = Case.objects.filter(idempotency_key=key).first() or _live(before)
        if twin is None:
            raise
        return str(twin.public_id)


def _live(before: Case) -> Case | None:
    return Case.objects.filter(follows=before, ended_at=None).first()


def _write(actor: Actor, before: Case, *, key: str, stage: str, now: datetime) -> Case:
    item = catalogue.version(before.version_id)
    document = document_of(before)
    opening = responsible(item.flow, stage, before.division_code)
    case = Case.objects.create(
        number=numbering.new_receipt_number(packs.facts().receipt_prefix, on_day(now)),
        version_id=before.version_id,
        item_code=before.item_code,
        division_code=before.division_code,
        compartment=before.compartment,
        channel=actor.channel,
        state=CaseState.RECEIVED if stage == item.flow.first else CaseState.HANDLING,
        applicant_masked=before.applicant_masked,
        key=privacy.new_case_key(),
        submitted_by_id=0,
        idempotency_key=key,
        submitted_at=now,
        accepted_on=None if stage == item.flow.first else on_day(now),
        sheltered_until=before.sheltered_until,
        follows=before,
    )
    CaseParty.objects.bulk_create(
        CaseParty(case=case, kind=one.kind, account_id=one.account_id, person_id=one.person_id)
        for one in CaseParty.objects.filter(case=before).order_by("pk")
    )
    task = open_tasks(case, [opening], now=now)[0]
    _keep_grounds(case, before)
    begun = {"follows": before.number}
    opened = Happening(
        EventKind.STAGE_OPENED,
        {"stage": stage},
        task=task.public_id,
        organisation_id=task.organisation_id,
    )
    append(
        case,
        actor,
        [Happening(EventKind.RECHECK_OPENED, begun, words=document), opened],
        now=now,
    )
    refresh_days(case)
    case.save()
    return case


def _keep_grounds(case: Case, before: Case) -> None:
    """Let the offices that decided the first case see the check too."""
    known = set(CaseAccess.objects.filter(case=before).values_list("organisation_id", flat=True))
    bodies = organisations.organisations(known).values()
    CaseAccess.objects.bulk_create(
        (
            CaseAccess(case=case, organisation_id=body.id, division_code=body.division_code)
            for body in bodies
        ),
        ignore_conflicts=True,
    )
