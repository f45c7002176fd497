"""Seals of organisations: for their office, for whoever lets them in, and for papers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from linli.foundation.actors.values import SYSTEM
from linli.foundation.errors.values import NotFoundError
from linli.foundation.files import queries as files
from linli.registers.organisations import rules
from linli.registers.organisations.models import Organisation, Seal
from linli.registers.organisations.queries.register import organisation
from linli.registers.organisations.values import OrganisationPermission, SealState, SealView
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor


def seals(actor: Actor, *, organisation_id: UUID, now: datetime) -> tuple[SealView, ...]:
    """Return every seal an organisation ever handed in, newest first.

    For its own office, and for whoever may let them in; raises `NotFoundError`.
    """
    actor.require_any(OrganisationPermission.OFFER_SEAL, OrganisationPermission.CONFIRM_SEAL)
    row = Organisation.objects.filter(public_id=organisation_id).first()
    if row is None or not sees_seals(actor, row.pk):
        raise NotFoundError
    rows = list(Seal.objects.filter(organisation=row).order_by("-pk"))
    views = [_view(one) for one in rows]
    today, may_decide = timezone.localdate(now), _may_decide(actor, row.pk)
    found = []
    for one, view in zip(rows, views, strict=True):
        state = rules.seal_state(view, views, today)
        found.append(
            replace(
                view,
                state=state,
                may_decide=may_decide
                and state is SealState.WAITING
                and one.offered_by_id != actor.account_id,
                may_withdraw=view.is_confirmed is True and view.withdrawn_on is None,
            )
        )
    return tuple(found)


def seal_of(actor: Actor, *, seal_id: UUID, now: datetime) -> tuple[UUID, SealView]:
    """Return one seal and whose it is; raises `NotFoundError`."""
    row = Seal.objects.filter(public_id=seal_id).select_related("organisation").first()
    if row is None:
        raise NotFoundError
    owner = row.organisation.public_id
    found = seals(actor, organisation_id=owner, now=now)
    return owner, next(one for one in found if one.public_id == seal_id)


def seal_picture(organisation_id: int, *, on: date) -> tuple[UUID, bytes] | None:
    """Return the seal that papers of a day bear, with its picture; None: none was handed in."""
    rows = Seal.objects.filter(organisation_id=organisation_id, is_confirmed=True).order_by("pk")
    found = rules.seal_on([_view(row) for row in rows], on)
    if found is None:
        return None
    return found.public_id, files.content(SYSTEM, public_id=found.file_id)[1]


def is_of_office(actor: Actor, organisation_id: int) -> bool:
    """Say whether the actor holds a post of this office that may hand in its seal."""
    held = actor.holdings_for(OrganisationPermission.OFFER_SEAL)
    return any(one.organisation_id == organisation_id for one in held)


def sees_seals(actor: Actor, organisation_id: int) -> bool:
    """Say whether the seals of an organisation are there for the actor."""
    return is_of_office(actor, organisation_id) or _may_decide(actor, organisation_id)


def may_read_seal(actor: Actor, owner_id: str) -> bool:
    """Return whether the actor may see the pictures of an organisation's seals."""
    row = Organisation.objects.filter(public_id=owner_id).first()
    return actor.is_system or (row is not None and sees_seals(actor, row.pk))


def _may_decide(actor: Actor, organisation_id: int) -> bool:
    held = actor.holdings_for(OrganisationPermission.CONFIRM_SEAL)
    if not held:
        return False
    code = organisation(organisation_id).division_code
    return any(contains(one.division_code, code) for one in held)


def _view(row: Seal) -> SealView:
    return SealView(
        row.public_id,
        row.file_id,
        row.sha256,
        row.from_on,
        row.offered_at,
        row.is_confirmed,
        row.decided_at,
        row.withdrawn_on,
    )
