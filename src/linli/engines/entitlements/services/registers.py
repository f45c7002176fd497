"""Each month the registers are asked whether something ends what was granted; a person decides.

Nothing stops because a register is silent: what could not be asked, or was answered with old data,
is asked again the next day and nobody is told. An answer counts only as fresh as its register
promised (`fresh_for`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from linli.engines.cases import queries as cases
from linli.engines.catalogue import queries as catalogue
from linli.engines.entitlements import rules
from linli.engines.entitlements.models import Entitlement, RegisterCheck
from linli.engines.entitlements.queries.sealing import WORDS, seal
from linli.engines.entitlements.services.granting import last_paid, tell_stopped
from linli.engines.entitlements.services.history import Change, append, count_members, lock, on_day
from linli.engines.entitlements.services.telling import handlers, tell_office
from linli.engines.entitlements.values import (
    AGAIN,
    LIVE,
    CheckAnswer,
    CheckOutcome,
    EntitlementState,
    EventKind,
    Why,
)
from linli.foundation.actors.values import SYSTEM
from linli.foundation.exchange import queries as exchange
from linli.foundation.exchange import services as registers
from linli.foundation.exchange.values import Ground, Identity, Outcome, Purpose
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from linli.engines.cases.values import GrantedCase
    from linli.engines.catalogue.values import ItemView
    from linli.foundation.exchange.values import Reply

CASE = "case"
UNKNOWN = (  # why an end stays unknown; what may be mended tomorrow comes first
    (Outcome.UNAVAILABLE, CheckOutcome.UNAVAILABLE),
    (Outcome.STALE, CheckOutcome.STALE),
    (Outcome.NOT_FOUND, CheckOutcome.NOT_FOUND),
)


@dataclass(frozen=True)
class Asked:
    """What came of asking for a case: the outcome, which end holds, and every reply."""

    outcome: CheckOutcome
    end: int | None = None
    replies: Sequence[Reply] = ()


def ask_due(*, now: datetime, limit: int = 200) -> int:
    """Ask for what was not asked for this month, a bounded number at a time; return how many.

    What is interrupted goes on with the next call. Registers are asked outside any transaction,
    once for each case.
    """
    known: dict[int, Asked] = {}
    count = 0
    for row in _due(now=now)[:limit]:
        if row.case_id not in known:
            known = {row.case_id: _ask(row, now=now)}  # rows come by case
        count += _keep(row.pk, known[row.case_id], now=now)
    return count


def _due(*, now: datetime) -> QuerySet[Entitlement]:
    today = on_day(now)
    live = Entitlement.objects.filter(state__in=LIVE)
    versions = [
        pk
        for pk in live.order_by().values_list("version_id", flat=True).distinct()
        if any(end.when for end in catalogue.version(pk).ends)
    ]
    checks = RegisterCheck.objects.filter(entitlement=OuterRef("pk"))
    settled = Q(month=rules.month_of(today)) & (Q(again_on=None) | Q(again_on__gt=today))
    waiting = Q(outcome=CheckOutcome.REASON, answered_as="")
    rows = live.filter(~Exists(checks.filter(settled | waiting)), version_id__in=versions)
    return rows.order_by("case_id", "pk")


def _ask(row: Entitlement, *, now: datetime) -> Asked:
    """Ask the registers for a case and read its item's ends against what they say now."""
    case = cases.granted(row.case_id)
    if case is None:
        return Asked(CheckOutcome.NOBODY)
    item = catalogue.version(row.version_id)
    wanted = catalogue.ending_names(item)
    reached = exchange.that_give(wanted)
    asked = frozenset().union(*reached.values())
    replies = _replies(row, case, item, asked, now=now) if asked else ()
    fresh = [one for one in replies or () if one.outcome is Outcome.FOUND]
    facts: dict[str, Any] = {name: said for one in fresh for name, said in one.facts.items()}
    against = catalogue.context(today=on_day(now), division_code=case.division_code, facts=facts)
    found = catalogue.endings(item, case.answers, asked=asked, context=against)
    if True in found:
        return Asked(CheckOutcome.REASON, found.index(True), replies or ())
    return Asked(_outcome(found, replies), None, replies or ())


def _replies(
    row: Entitlement, case: GrantedCase, item: ItemView, wanted: Collection[str], *, now: datetime
) -> Sequence[Reply] | None:
    """Return what registers say; None where nobody in it has proven a document."""
    if row.person_id is None:
        return None
    who = people.proven_identity(SYSTEM, person_id=row.person_id, now=now, item_code=item.code)
    if who is None:
        return None
    return registers.look_up(
        SYSTEM,
        identity=Identity(who.type, who.number),
        wanted=wanted,
        purpose=Purpose(
            code=item.code,
            name=item.name,
            ground=Ground.LAW,
            kind=CASE,
            subject=case.public_id,
            about=who.person_id,
        ),
        now=now,
    )


def _outcome(found: Sequence[bool | None], replies: Sequence[Reply] | None) -> CheckOutcome:
    """Say why nothing follows: clear, or not known, and then what stood in the way."""
    if None not in found:
        return CheckOutcome.CLEAR
    if replies is None:
        return CheckOutcome.NOBODY
    outcomes = {one.outcome for one in replies}
    return next((said for came, said in UNKNOWN if came in outcomes), CheckOutcome.UNREACHED)


@transaction.atomic
def _keep(pk: int, asked: Asked, *, now: datetime) -> bool:
    """Keep what was answered and when; a colleague's or another worker's word goes before it."""
    row, today = lock(pk), on_day(now)
    month = rules.month_of(today)
    check = RegisterCheck.objects.filter(entitlement=row, month=month).first()
    is_settled = check is not None and (check.again_on is None or check.again_on > today)
    if row.state not in LIVE or is_settled:
        return False
    check = check or RegisterCheck(entitlement=row, month=month)
    check.asked_at, check.outcome, check.end = now, asked.outcome, asked.end
    check.again_on = today + timedelta(days=1) if asked.outcome in AGAIN else None
    check.sealed = seal(_kept(asked), purpose=WORDS, bound_to=row.public_id)
    check.save()
    if asked.end is not None:
        _found(row, check, now=now)
    return True


def _kept(asked: Asked) -> dict[str, Any]:
    return {
        "replies": [
            {
                "register": one.register,
                "outcome": one.outcome.value,
                "facts": dict(one.facts),
                "as_of": one.as_of.isoformat() if one.as_of else "",
                "reference": one.reference,
            }
            for one in asked.replies
        ]
    }


def _found(row: Entitlement, check: RegisterCheck, *, now: datetime) -> None:
    """Have an officer look at a reason; stop it at once only where the item says so."""
    end = catalogue.version(row.version_id).ends[check.end or 0]
    append(row, SYSTEM, Change(EventKind.REASON, data={"check": str(check.public_id)}), now=now)
    if end.is_automatic:
        _stop(row, check, str(end.text.zh), now=now)
    tell_office(
        row,
        readers=handlers(row, now=now),
        title=lambda: _("A register gives a reason to stop: %(name)s"),
        body=lambda: (
            _("It was stopped by itself, as the service says. Please look at it.")
            if end.is_automatic
            else _("Please look at it. It goes on as before until you decide.")
        ),
        about=f"reason:{check.public_id}",
        now=now,
    )


def _stop(row: Entitlement, check: RegisterCheck, words: str, *, now: datetime) -> None:
    """Stop from next month on: this one is paid whole."""
    month = max(rules.stop_month(on_day(now)), row.first_month)
    change = Change(EventKind.STOPPED, month, data={"why": Why.REGISTER}, words={"reason": words})
    row.state, row.is_double, row.recheck_on = EntitlementState.STOPPED, False, None
    row.last_month = last_paid(row, month)
    append(row, SYSTEM, change, now=now)
    count_members(row)
    check.answered_as, check.answered_at = CheckAnswer.STOPPED, now
    check.save(update_fields=["answered_as", "answered_at"])
    tell_stopped(row, now=now)
