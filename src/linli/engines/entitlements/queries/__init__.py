"""The reads of what was granted: named, scoped by the actor, bounded."""

from linli.engines.entitlements.queries.claims import ClaimRow, claim, open_claims
from linli.engines.entitlements.queries.given import (
    GivenRow,
    GivenView,
    TotalRow,
    case_of,
    mine,
    my_one,
    of_number,
    of_person,
    office,
    office_one,
    totals,
)
from linli.engines.entitlements.queries.lists import ListRow, ListView, lists, payment_list
from linli.engines.entitlements.queries.waiting import waiting_reports
from linli.engines.entitlements.rules import later, month_of

__all__ = [
    "ClaimRow",
    "GivenRow",
    "GivenView",
    "ListRow",
    "ListView",
    "TotalRow",
    "case_of",
    "claim",
    "later",
    "lists",
    "mine",
    "month_of",
    "my_one",
    "of_number",
    "of_person",
    "office",
    "office_one",
    "open_claims",
    "payment_list",
    "totals",
    "waiting_reports",
]
