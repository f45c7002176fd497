"""The reads of what was granted: named, scoped by the actor, bounded."""

from linli.engines.entitlements.queries.checks import register_checks, waiting_reasons
from linli.engines.entitlements.queries.claims import ClaimRow, claim, open_claims
from linli.engines.entitlements.queries.given import case_of, mine, my_one, office, office_one
from linli.engines.entitlements.queries.lists import (
    ListRow,
    ListView,
    compartments,
    lists,
    payment_list,
)
from linli.engines.entitlements.queries.lookups import of_number, of_person
from linli.engines.entitlements.queries.one import GivenView
from linli.engines.entitlements.queries.rows import GivenRow
from linli.engines.entitlements.queries.totals import TotalRow, totals
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
    "compartments",
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
    "register_checks",
    "totals",
    "waiting_reasons",
    "waiting_reports",
]
