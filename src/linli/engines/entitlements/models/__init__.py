"""Tables of what was granted; private to the room."""

from linli.engines.entitlements.models.check import RegisterCheck
from linli.engines.entitlements.models.entitlement import Entitlement, EntitlementEvent, Member
from linli.engines.entitlements.models.money import Claim, Receipt
from linli.engines.entitlements.models.payment import (
    ClosedList,
    DraftLine,
    Line,
    PaymentLine,
    PaymentList,
)
from linli.engines.entitlements.models.report import ChangeReport, Recheck

__all__ = [
    "ChangeReport",
    "Claim",
    "ClosedList",
    "DraftLine",
    "Entitlement",
    "EntitlementEvent",
    "Line",
    "Member",
    "PaymentLine",
    "PaymentList",
    "Receipt",
    "Recheck",
    "RegisterCheck",
]
