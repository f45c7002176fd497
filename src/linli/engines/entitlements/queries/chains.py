"""Proof that no history of what was granted was changed: every chain walked from its first row."""

from __future__ import annotations

from linli.engines.entitlements.models import Entitlement, EntitlementEvent
from linli.engines.entitlements.queries.sealing import event_payload
from linli.foundation.audit.histories import Histories

HISTORIES = Histories(
    name="entitlements",
    owners=Entitlement.objects,
    events=EntitlementEvent.objects,
    key="entitlement",
    payload=lambda owner, event: event_payload(owner.public_id, event),
    called=lambda owner: str(owner.pk),
)
verify, head = HISTORIES.verify, HISTORIES.head
