"""The events that say what is due, and what lists and receipts settled: for many at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Sum

from linli.engines.entitlements.models import EntitlementEvent, PaymentLine
from linli.engines.entitlements.values import MOVING_MONEY, SETTLING, EventKind, Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def facts_of(ids: Iterable[int]) -> Mapping[int, Sequence[Fact]]:
    """Return the facts of several entitlements in the order they were written, in one statement."""
    found: dict[int, list[Fact]] = defaultdict(list)
    rows = EntitlementEvent.objects.filter(
        entitlement_id__in=list(ids), kind__in=MOVING_MONEY - SETTLING, month__isnull=False
    )
    fields = ("entitlement_id", "kind", "month", "amount_fen", "until")
    for pk, kind, month, amount, until in rows.order_by("entitlement_id", "seq").values_list(
        *fields
    ):
        found[pk].append(Fact(EventKind(kind), month, amount, until))
    return found


def settled(ids: Iterable[int]) -> Mapping[int, int]:
    """Return what is settled of each, in fen: listed, less repaid and waived; two statements."""
    wanted, found = list(ids), defaultdict[int, int](int)
    listed = PaymentLine.objects.filter(entitlement_id__in=wanted).order_by()
    for pk, fen in listed.values_list("entitlement_id").annotate(fen=Sum("amount_fen")):
        found[pk] += fen
    back = EntitlementEvent.objects.filter(entitlement_id__in=wanted, kind__in=SETTLING).order_by()
    for pk, fen in back.values_list("entitlement_id").annotate(fen=Sum("amount_fen")):
        found[pk] -= fen
    return found
