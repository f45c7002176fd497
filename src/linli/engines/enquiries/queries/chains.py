"""Proof that no history of an enquiry was changed: every chain walked from its first row."""

from __future__ import annotations

from linli.engines.enquiries.models import Enquiry, EnquiryEvent
from linli.engines.enquiries.queries.sealing import payload
from linli.foundation.audit.histories import Histories

HISTORIES = Histories(
    name="enquiries",
    owners=Enquiry.objects,
    events=EnquiryEvent.objects,
    key="enquiry",
    payload=payload,
    called=lambda enquiry: str(enquiry.number),
)
verify, head = HISTORIES.verify, HISTORIES.head
