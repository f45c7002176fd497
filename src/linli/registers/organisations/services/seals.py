"""An office hands in its seal, somebody above lets it in, either of them withdraws it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.foundation.audit import services as audit
from linli.foundation.documents import services as documents
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError, Problem
from linli.foundation.files import services as files
from linli.registers.organisations import queries
from linli.registers.organisations.models import Organisation, Seal
from linli.registers.organisations.values import (
    EARLIER_DAY,
    SEAL_FILES,
    OrganisationPermission,
    OwnSealError,
    SealWaitsError,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor


@transaction.atomic
def offer_seal(
    actor: Actor, *, organisation_id: UUID, content: bytes, from_on: date, now: datetime
) -> UUID:
    """Hand in the seal of one's own office as PNG or SVG; returns its public id.

    It is drawn anew and holds from a day on, once somebody else confirmed it. Raises
    `NotFoundError`, `ForbiddenError` for another office, `PictureRefusedError`, `InvalidError`,
    `SealWaitsError`.
    """
    actor.require(OrganisationPermission.OFFER_SEAL)
    row = Organisation.objects.filter(public_id=organisation_id, valid_to=None).first()
    if row is None:
        raise NotFoundError
    if not queries.is_of_office(actor, row.pk):
        raise ForbiddenError
    _not_earlier(from_on, "from_on", now=now)
    picture = documents.clean_picture(content)
    seal = Seal(
        organisation=row,
        sha256=hashlib.sha256(picture).hexdigest(),
        from_on=from_on,
        offered_by_id=actor.account_id or 0,
        offered_at=now,
    )
    stored = files.store_bytes(
        actor,
        content=picture,
        name="seal.png",
        now=now,
        kind=SEAL_FILES,
        owner_id=str(row.public_id),
    )
    seal.file_id = stored.public_id
    try:
        with transaction.atomic():
            seal.save()
    except IntegrityError as error:
        raise SealWaitsError from error
    _record(actor, "seal.offered", seal, now=now)
    return seal.public_id


@transaction.atomic
def decide_seal(
    actor: Actor, *, seal_id: UUID, is_confirmed: bool, reason: str = "", now: datetime
) -> None:
    """Let a seal in, or not (then with a reason); never one's own (four eyes).

    The superior in whose divisions the office is, or an operator. Raises `NotFoundError`,
    `OwnSealError`, `InvalidError`, `SealWaitsError` where it was decided before.
    """
    actor.require(OrganisationPermission.CONFIRM_SEAL)
    seal = _mine(actor, seal_id)
    if seal.offered_by_id == actor.account_id:
        raise OwnSealError
    if not is_confirmed and not reason.strip():
        raise InvalidError(problems=[Problem("reason", "required", InvalidError.message)])
    waits = Seal.objects.filter(pk=seal.pk, is_confirmed=None)
    try:
        with transaction.atomic():
            done = waits.update(
                is_confirmed=is_confirmed, decided_by_id=actor.account_id, decided_at=now
            )
    except IntegrityError as error:
        raise SealWaitsError from error
    if not done:
        raise SealWaitsError
    act = "seal.confirmed" if is_confirmed else "seal.refused"
    _record(actor, act, seal, reason=reason, now=now)


@transaction.atomic
def withdraw_seal(actor: Actor, *, seal_id: UUID, on: date, reason: str, now: datetime) -> None:
    """Withdraw a seal: papers of that day and later bear it no more, those before keep it.

    Its own office or whoever may confirm it: a lost seal must not wait for four eyes. Raises
    `NotFoundError`, `InvalidError`, `SealWaitsError` where it was withdrawn or never let in.
    """
    actor.require_any(OrganisationPermission.OFFER_SEAL, OrganisationPermission.CONFIRM_SEAL)
    seal = _mine(actor, seal_id)
    if not reason.strip():
        raise InvalidError(problems=[Problem("reason", "required", InvalidError.message)])
    _not_earlier(on, "on", now=now)
    rows = Seal.objects.filter(pk=seal.pk, is_confirmed=True, withdrawn_on=None)
    if not rows.update(withdrawn_on=on, withdrawn_by_id=actor.account_id):
        raise SealWaitsError
    _record(actor, "seal.withdrawn", seal, reason=reason, now=now)


def _mine(actor: Actor, seal_id: UUID) -> Seal:
    rows = Seal.objects.select_related("organisation__division").select_for_update(of=("self",))
    seal = rows.filter(public_id=seal_id).first()
    if seal is None or not queries.sees_seals(actor, seal.organisation_id):
        raise NotFoundError
    return seal


def _not_earlier(day: date, field: str, *, now: datetime) -> None:
    if day < timezone.localdate(now):
        raise InvalidError(problems=[Problem(field, "past", EARLIER_DAY)])


def _record(actor: Actor, act: str, seal: Seal, *, reason: str = "", now: datetime) -> None:
    audit.record(
        actor,
        act=act,
        kind="seal",
        subject=seal.pk,
        reason=reason,
        data={"organisation": seal.organisation_id, "sha256": seal.sha256},
        division_code=seal.organisation.division.code,
        now=now,
    )
