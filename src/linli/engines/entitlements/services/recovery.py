"""Sums that were paid too much, once nothing runs from which they could be set off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from linli.engines.entitlements.models import Claim, Entitlement, Receipt
from linli.engines.entitlements.queries.access import office_one, opened
from linli.engines.entitlements.queries.one import view
from linli.engines.entitlements.services.acts import required
from linli.engines.entitlements.services.history import Change, append, lock, on_day
from linli.engines.entitlements.services.telling import tell_person
from linli.engines.entitlements.values import (
    LIVE,
    EntitlementPermission,
    EventKind,
    NotRunningError,
)
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.registers.organisations import queries as organisations
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor, Holding

MOST_INSTALMENTS = 60


@transaction.atomic
def claim_back(
    actor: Actor,
    *,
    entitlement_id: UUID,
    due_on: date,
    instalments: int,
    reason: str,
    now: datetime,
) -> UUID:
    """Ask back what was paid too much after it was stopped or ended; returns the public id.

    While it runs, lists set it off instead. Raises `NotRunningError` while it runs, where nothing
    is open, or where a claim is open already.
    """
    row, held = office_one(actor, entitlement_id)
    opened(actor, row, now=now, act="acted")
    said = required(reason)
    row = lock(row.pk)
    overpaid = view(row, now=now).overpaid_fen
    if row.state in LIVE or not overpaid:
        raise NotRunningError
    if due_on <= on_day(now):
        problem = Problem("due_on", "past", _("Please choose a day to come."))
        raise InvalidError(problems=[problem])
    if not 1 <= instalments <= MOST_INSTALMENTS:
        problem = Problem("instalments", "range", _("Please type a number from 1 to 60."))
        raise InvalidError(problems=[problem])
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                entitlement=row,
                amount_fen=overpaid,
                due_on=due_on,
                instalments=instalments,
                opened_at=now,
                opened_by_id=actor.account_id or 0,
            )
    except IntegrityError:
        raise NotRunningError from None
    change = Change(EventKind.CLAIMED, amount_fen=overpaid, words={"reason": said})
    append(row, actor, change, now=now, held=held)
    tell_person(
        row,
        title=lambda: _("Too much was paid: %(name)s"),
        body=lambda: _("The sum, by when and in which parts stands in your account."),
        about=f"claim:{claim.public_id}",
        now=now,
    )
    return claim.public_id


@transaction.atomic
def record_repayment(
    actor: Actor, *, claim_id: UUID, amount_fen: int, number: str, now: datetime
) -> None:
    """Record a sum that came back, by the number of its receipt; the last one closes the claim.

    Raises `NotRunningError` for a closed claim or a receipt that was recorded before,
    `InvalidError` for a sum that is more than what is open.
    """
    actor.require(EntitlementPermission.HANDLE)
    found = Claim.objects.filter(public_id=claim_id).select_related("entitlement").first()
    if found is None:
        raise NotFoundError
    row, held = office_one(actor, found.entitlement.public_id)
    opened(actor, row, now=now, act="acted")
    said = required(number, "number")
    row = lock(row.pk)
    claim = Claim.objects.get(pk=found.pk)
    left = _left(claim)
    if claim.closed_at is not None:
        raise NotRunningError
    if not 0 < amount_fen <= left:
        problem = Problem("amount_fen", "range", _("Please type a sum up to what is open."))
        raise InvalidError(problems=[problem])
    _settle(actor, row, claim, EventKind.REPAID, amount_fen, number=said[:40], held=held, now=now)


@transaction.atomic
def waive(actor: Actor, *, claim_id: UUID, reason: str, now: datetime) -> None:
    """Waive what is still open, with a reason: the superior of the office only.

    Raises `NotFoundError` outside the actor's line, `NotRunningError` for a closed claim.
    """
    actor.require(EntitlementPermission.WAIVE)
    found = Claim.objects.filter(public_id=claim_id).select_related("entitlement").first()
    held = _line(actor, found.entitlement) if found else None
    if found is None or held is None:
        raise NotFoundError
    said = required(reason)
    row = lock(found.entitlement_id)
    claim = Claim.objects.get(pk=found.pk)
    if claim.closed_at is not None:
        raise NotRunningError
    words = {"reason": said}
    _settle(actor, row, claim, EventKind.WAIVED, _left(claim), words=words, held=held, now=now)


def _line(actor: Actor, row: Entitlement) -> Holding | None:
    """Return the post in whose line the office is."""
    code = organisations.organisation(row.organisation_id).division_code
    for held in actor.holdings_for(EntitlementPermission.WAIVE):
        if contains(held.division_code, code) and row.compartment in {"", *held.compartments}:
            return held
    return None


def _left(claim: Claim) -> int:
    paid = Receipt.objects.filter(claim=claim).aggregate(fen=Sum("amount_fen"))["fen"] or 0
    return claim.amount_fen - paid


def _settle(
    actor: Actor,
    row: Entitlement,
    claim: Claim,
    kind: EventKind,
    fen: int,
    *,
    number: str = "",
    words: dict[str, str] | None = None,
    held: Holding,
    now: datetime,
) -> None:
    try:
        with transaction.atomic():
            Receipt.objects.create(claim=claim, amount_fen=fen, number=number, at=now)
    except IntegrityError:
        raise NotRunningError from None
    append(row, actor, Change(kind, amount_fen=fen, words=words), now=now, held=held)
    if not _left(claim):
        Claim.objects.filter(pk=claim.pk).update(closed_at=now)
