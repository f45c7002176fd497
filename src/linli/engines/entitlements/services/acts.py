"""What an office does with what was granted: suspend, pay again, stop, correct, another account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from linli.engines.entitlements import rules
from linli.engines.entitlements.models import RegisterCheck
from linli.engines.entitlements.queries.access import office_one, opened, served
from linli.engines.entitlements.queries.sealing import ACCOUNT, seal
from linli.engines.entitlements.services.granting import last_paid, tell_stopped
from linli.engines.entitlements.services.history import Change, append, count_members, lock, on_day
from linli.engines.entitlements.services.telling import tell_person
from linli.engines.entitlements.values import (
    LIVE,
    CheckAnswer,
    CheckOutcome,
    CountedTwiceError,
    EntitlementPermission,
    EntitlementState,
    EventKind,
    NotRunningError,
    Why,
)
from linli.foundation.errors.values import InvalidError, Problem

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.engines.entitlements.models import Entitlement
    from linli.foundation.actors.values import Actor, Holding


def required(reason: str, field: str = "reason") -> str:
    """Return the words, stripped; raises `InvalidError` if nothing was written."""
    if not reason.strip():
        raise InvalidError(
            problems=[Problem(field, "required", _("Please say why; the reader needs it."))]
        )
    return reason.strip()


@transaction.atomic
def suspend(actor: Actor, *, entitlement_id: UUID, month: date, reason: str, now: datetime) -> None:
    """Suspend from a month on; the person is told why. Raises `NotRunningError`."""
    row, held = _locked(actor, entitlement_id, now=now)
    _require(row, EntitlementState.RUNNING)
    change = Change(
        EventKind.SUSPENDED,
        _month(row, month),
        data={"why": Why.OFFICE},
        words={"reason": required(reason)},
    )
    row.state = EntitlementState.SUSPENDED
    append(row, actor, change, now=now, held=held)
    _tell(row, EntitlementState.SUSPENDED, now=now)


@transaction.atomic
def resume(actor: Actor, *, entitlement_id: UUID, month: date, reason: str, now: datetime) -> None:
    """Pay again from a month on; a month that was left out is paid with the next list.

    Raises `NotRunningError`, and `CountedTwiceError` while somebody in it is counted in another.
    """
    row, held = _locked(actor, entitlement_id, now=now)
    _require(row, EntitlementState.SUSPENDED)
    change = Change(
        EventKind.RESUMED,
        _month(row, month),
        data={"why": Why.OFFICE},
        words={"reason": required(reason)},
    )
    row.state, row.is_double = EntitlementState.RUNNING, False
    try:
        with transaction.atomic():
            append(row, actor, change, now=now, held=held)
            count_members(row)
    except IntegrityError:
        raise CountedTwiceError from None
    _tell(row, EntitlementState.RUNNING, now=now)


@transaction.atomic
def stop(actor: Actor, *, entitlement_id: UUID, ended_on: date, reason: str, now: datetime) -> None:
    """Stop for good: the month of the day it ended is the last one paid.

    What was paid for later months is overpaid from then on. One that was stopped already can be
    stopped earlier, as when a decision was recalled. Raises `NotRunningError`.
    """
    row, held = _locked(actor, entitlement_id, now=now)
    _require(row, *LIVE, EntitlementState.STOPPED)
    if ended_on > on_day(now):
        raise InvalidError(problems=[Problem("ended_on", "future", _("This day is to come."))])
    month = max(rules.stop_month(ended_on), row.first_month)
    if row.state == EntitlementState.STOPPED and (row.last_month is None or month > row.last_month):
        raise NotRunningError  # it stopped by then
    change = Change(
        EventKind.STOPPED,
        month,
        data={"why": Why.OFFICE, "ended_on": ended_on.isoformat()},
        words={"reason": required(reason)},
    )
    row.state, row.is_double, row.recheck_on = EntitlementState.STOPPED, False, None
    row.last_month = last_paid(row, month)
    append(row, actor, change, now=now, held=held)
    count_members(row)
    _answered(row, CheckAnswer.STOPPED, now=now)
    tell_stopped(row, now=now)


@transaction.atomic
def keep(actor: Actor, *, entitlement_id: UUID, reason: str, now: datetime) -> None:
    """Say why it goes on although a register gave a reason to stop it; next month it is asked anew.

    Raises `NotRunningError` where no such reason waits, or a colleague answered first.
    """
    row, held = _locked(actor, entitlement_id, now=now)
    _require(row, *LIVE)
    words = {"reason": required(reason)}
    if not _answered(row, CheckAnswer.KEPT, now=now):
        raise NotRunningError
    append(row, actor, Change(EventKind.KEPT, words=words), now=now, held=held)


def _answered(row: Entitlement, answer: CheckAnswer, *, now: datetime) -> int:
    """Answer the reason of a register that waits, if there is one."""
    waiting = RegisterCheck.objects.filter(
        entitlement=row, outcome=CheckOutcome.REASON, answered_as=""
    )
    return waiting.update(answered_as=answer, answered_at=now)


@transaction.atomic
def correct(
    actor: Actor,
    *,
    entitlement_id: UUID,
    amount_fen: int,
    month: date,
    reason: str,
    now: datetime,
) -> None:
    """Correct the amount from a month on; earlier lists are made good by the next one.

    Raises `NotRunningError` where it is over or no money.
    """
    row, held = _locked(actor, entitlement_id, now=now)
    _require(row, *LIVE)
    if row.amount_fen is None:
        raise NotRunningError
    if amount_fen < 0:
        raise InvalidError(problems=[Problem("amount_fen", "negative", _("Please type a sum."))])
    change = Change(
        EventKind.CORRECTED,
        _month(row, month),
        amount_fen,
        data={"why": Why.OFFICE},
        words={"reason": required(reason)},
    )
    row.amount_fen = amount_fen
    append(row, actor, change, now=now, held=held)
    tell_person(
        row,
        title=lambda: _("The amount was corrected: %(name)s"),
        body=lambda: _("The new amount, from when and why stands in your account."),
        about=f"amount:{row.last_seq}",
        now=now,
    )


@transaction.atomic
def change_account(
    actor: Actor, *, entitlement_id: UUID, holder: str, bank: str, number: str, now: datetime
) -> None:
    """Pay to another account from the next list on: the person themselves, or the office for them.

    Closed lists keep the account of their day.
    """
    actor.require_any(EntitlementPermission.READ_OWN, EntitlementPermission.HANDLE)
    found, held = served(actor, entitlement_id, now=now)
    row = lock(found.pk)
    account = {
        "holder": required(holder, "holder"),
        "bank": required(bank, "bank"),
        "number": "".join(required(number, "number").split()),
    }
    if not account["number"].isdecimal() or not 8 <= len(account["number"]) <= 30:
        said = _("Please type the number of the account, digits only.")
        raise InvalidError(problems=[Problem("number", "invalid", said)])
    row.account = seal(account, purpose=ACCOUNT, bound_to=row.public_id)
    ending = {"ending": account["number"][-4:]}
    append(row, actor, Change(EventKind.ACCOUNT, data=ending), now=now, held=held)
    tell_person(
        row,
        title=lambda: _("Paid to another account: %(name)s"),
        body=lambda: _("From the next list on. If you did not ask for this, please call us."),
        about=f"account:{row.last_seq}",
        now=now,
    )


def _locked(actor: Actor, public_id: UUID, *, now: datetime) -> tuple[Entitlement, Holding]:
    found, held = office_one(actor, public_id)
    opened(actor, found, now=now, act="acted")
    return lock(found.pk), held


def _require(row: Entitlement, *states: str) -> None:
    if row.state not in states:
        raise NotRunningError


def _month(row: Entitlement, day: date) -> date:
    """Return the month that a change begins with: none before the first that was granted."""
    month = rules.month_of(day)
    if month < row.first_month:
        said = _("It was not granted yet in that month.")
        raise InvalidError(problems=[Problem("month", "before", said)])
    return month


def _tell(row: Entitlement, state: EntitlementState, *, now: datetime) -> None:
    titles = {
        EntitlementState.SUSPENDED: lambda: _("Suspended: %(name)s"),
        EntitlementState.RUNNING: lambda: _("Paid again: %(name)s"),
    }
    tell_person(
        row,
        title=titles[state],
        body=lambda: _("From when and why stands in your account, and what you can do against it."),
        about=f"{state}:{row.last_seq}",
        now=now,
    )
