"""Proof that no history of a case was changed: every chain walked from its first row."""

from __future__ import annotations

from linli.engines.cases.models import Case, CaseEvent
from linli.engines.cases.queries.sealing import event_payload
from linli.foundation.audit.histories import Histories

HISTORIES = Histories(
    name="cases",
    owners=Case.objects,
    events=CaseEvent.objects,
    key="case",
    payload=event_payload,
    called=lambda case: str(case.number),
)
verify, head = HISTORIES.verify, HISTORIES.head
