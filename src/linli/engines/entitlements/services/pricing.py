"""A standard that was raised: amounts by the month follow it, each with its line of history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases import queries as cases
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import ValueDay
from linli.engines.entitlements import rules
from linli.engines.entitlements.queries.standing import SETOFF_SHARE
from linli.engines.entitlements.services.granting import amounts
from linli.engines.entitlements.services.history import Change, append, lock
from linli.engines.entitlements.services.telling import tell_person
from linli.engines.entitlements.values import PRICING, EventKind, Fact, Why
from linli.foundation.actors.values import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from linli.engines.entitlements.models import Entitlement


class Standards:
    """The parameters of months and divisions, each read once."""

    def __init__(self) -> None:
        self.known: dict[tuple[date, str], Mapping[str, object]] = {}

    def changed(self, month: date, division_code: str) -> bool:
        """Return whether any standard of a month differs from that of the month before."""
        return self._of(month, division_code) != self._of(rules.later(month, -1), division_code)

    def setoff_share(self, month: date, division_code: str) -> int:
        """Return how much of a month may be kept back at most, in percent."""
        return int(str(self._of(month, division_code).get(SETOFF_SHARE, 0)))

    def _of(self, month: date, division_code: str) -> Mapping[str, object]:
        key = (month, division_code)
        if key not in self.known:
            self.known[key] = catalogue.parameters(rules.last_day(month), division_code)
        return self.known[key]


def reprice(
    row: Entitlement, facts: Sequence[Fact], standards: Standards, *, month: date, now: datetime
) -> list[Fact]:
    """Write the new amount from each month on whose standard differs, up to a month.

    Only for amounts by the value of the month; returns the facts that were added.
    """
    if row.value_of != ValueDay.MONTH or row.amount_fen is None:
        return []
    priced = [fact.month for fact in facts if fact.kind in PRICING]
    if not priced or max(priced) >= month:
        return []
    months = [
        one
        for one in rules.months_between(rules.later(max(priced)), month)
        if standards.changed(one, row.division_code)
    ]
    case = cases.granted(row.case_id) if months else None
    if case is None:
        return []
    item = catalogue.version(row.version_id)
    locked, added = lock(row.pk), []
    for one in months:
        grant = amounts(item, case, rules.last_day(one)).get(row.grant_id)
        if grant is None or grant.amount_fen in {None, locked.amount_fen}:
            continue
        locked.amount_fen = grant.amount_fen
        change = Change(EventKind.AMOUNT, one, grant.amount_fen, data={"why": Why.PARAMETER})
        append(locked, SYSTEM, change, now=now)
        _tell(locked, now=now)
        added.append(Fact(EventKind.AMOUNT, one, grant.amount_fen))
    return added


def _tell(row: Entitlement, *, now: datetime) -> None:
    from django.utils.translation import gettext as _

    tell_person(
        row,
        title=lambda: _("The amount changes: %(name)s"),
        body=lambda: _("The city set a new amount. From when stands in your account."),
        about=f"amount:{row.last_seq}",
        now=now,
    )
