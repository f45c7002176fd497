"""A decision was recalled: what it granted is suspended, and the next decision settles it.

It is suspended from the month after the recall, as a payment that ends (国发〔2015〕52号). What was
paid before stays paid: whether it is claimed back decides a person (`stop`, then `claim_back`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from linli.engines.cases import queries as cases
from linli.engines.entitlements import rules
from linli.engines.entitlements.models import Entitlement, EntitlementEvent
from linli.engines.entitlements.services.history import Change, append, count_members, lock
from linli.engines.entitlements.services.telling import tell_person
from linli.engines.entitlements.values import LIVE, EntitlementState, EventKind, Why
from linli.foundation.actors.values import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from linli.engines.cases.values import GrantedCase, Recalled
    from linli.engines.catalogue.values import Grant, GrantRule


def suspend_recalled(case_pk: int, *, first: int, last: int, now: datetime) -> None:
    """Suspend what a recalled decision granted; a second call, or a late one, changes nothing."""
    recalled = cases.recalled(case_pk, first=first, last=last)
    if recalled is None:
        return
    rows = Entitlement.objects.filter(case_id=case_pk, state__in=LIVE).order_by("pk")
    for pk in rows.values_list("pk", flat=True):
        row = lock(pk)
        if _last(row, "decision") < recalled.seq and _last(row, "recall") < recalled.seq:
            _suspend(row, recalled, now=now)


def _suspend(row: Entitlement, recalled: Recalled, *, now: datetime) -> None:
    month = max(rules.stop_month(recalled.on), row.first_month)
    row.state, row.is_double = EntitlementState.SUSPENDED, False
    words = {"reason": recalled.reason} if recalled.reason else None
    about = {"why": Why.RECALL, "recall": recalled.seq}
    append(row, SYSTEM, Change(EventKind.SUSPENDED, month, data=about, words=words), now=now)
    _tell(row, lambda: _("Suspended: %(name)s"), now=now)


def settle(
    row: Entitlement,
    case: GrantedCase,
    rule: GrantRule | None,
    grant: Grant | None,
    *,
    now: datetime,
) -> None:
    """Let the decision after a recall settle what the first one granted.

    Granted again it is paid on without a gap. More than before counts from the first month that the
    new decision names; less only from the recall on: who was paid in good faith owes nothing by
    itself. Not granted again it stops where it was suspended.
    """
    since = _month_of_recall(row)
    if since is None or _last(row, "decision") >= case.decision:
        return
    about = {"why": Why.RECALL, "decision": case.decision}
    if rule is None or grant is None:
        _stop(row, since, case, about, now=now)
        return
    first = rules.first_month(rule.first, applied_on=case.submitted_on, decided_on=case.decided_on)
    row.state, row.decided_on = EntitlementState.RUNNING, case.decided_on
    try:
        with transaction.atomic():
            append(row, SYSTEM, Change(EventKind.RESUMED, since, data=about), now=now)
            count_members(row)
    except IntegrityError:
        row.refresh_from_db()
        row.is_double = True
        append(row, SYSTEM, Change(EventKind.HELD, since, data=about), now=now)
        count_members(row)
    amount = grant.amount_fen
    if amount is not None and row.amount_fen is not None and amount != row.amount_fen:
        month = max(first, row.first_month) if amount > row.amount_fen else since
        row.amount_fen = amount
        append(row, SYSTEM, Change(EventKind.AMOUNT, month, amount, data=about), now=now)
    _tell(row, lambda: _("Decided anew: %(name)s"), now=now)


def _stop(
    row: Entitlement, since: date, case: GrantedCase, about: dict[str, object], *, now: datetime
) -> None:
    row.state, row.is_double, row.recheck_on = EntitlementState.STOPPED, False, None
    last = rules.later(since, -1)
    row.last_month = last if last >= row.first_month else None
    words = {"reason": case.reason} if case.reason else None
    append(row, SYSTEM, Change(EventKind.STOPPED, since, data=about, words=words), now=now)
    count_members(row)
    _tell(row, lambda: _("It stops: %(name)s"), now=now)


def settle_all(
    case: GrantedCase, gives: Mapping[str, tuple[GrantRule, Grant]], *, now: datetime
) -> None:
    """Settle every row that an earlier decision of the case granted."""
    rows = Entitlement.objects.filter(case_id=case.pk, state=EntitlementState.SUSPENDED)
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        row = lock(pk)
        rule, grant = gives.get(row.grant_id, (None, None))
        settle(row, case, rule, grant, now=now)


def _month_of_recall(row: Entitlement) -> date | None:
    """Return from which month a recall suspended it; None where none did."""
    found = EntitlementEvent.objects.filter(
        entitlement=row, kind=EventKind.SUSPENDED, data__has_key="recall"
    )
    last = found.order_by("seq").last()
    return last.month if last else None


def _last(row: Entitlement, key: str) -> int:
    """Return the newest event of the case that an event of this row names under a key."""
    told = EntitlementEvent.objects.filter(entitlement=row, data__has_key=key)
    return max((one[key] for one in told.values_list("data", flat=True)), default=0)


def _tell(row: Entitlement, title: Callable[[], str], *, now: datetime) -> None:
    tell_person(
        row,
        title=title,
        body=lambda: _("From when and why stands in your account, and what you can do against it."),
        about=f"recall:{row.last_seq}",
        now=now,
    )
