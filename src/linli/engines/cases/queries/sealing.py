"""Opening and sealing what a case keeps to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from linli.engines.cases.models import Case, CaseEvent
from linli.engines.cases.values import EventKind
from linli.foundation.privacy import services as privacy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

REVISIONS = (
    EventKind.SUBMITTED,
    EventKind.TAKEN_OVER,
    EventKind.RECHECK_OPENED,
    EventKind.SUPPLEMENT_ANSWERED,
    EventKind.FOLLOWED,
    EventKind.CORRECTED,
)


def bound(case: Case) -> str:
    """Return what every sealed text of the case is bound to."""
    return f"case:{case.public_id}"


def seal(case: Case, document: Mapping[str, Any]) -> bytes:
    """Seal a document with the key of the case."""
    return privacy.seal(bytes(case.key or b""), dict(document), bound_to=bound(case))


def unseal(case: Case, blob: bytes | memoryview) -> dict[str, Any]:
    """Open a document of the case."""
    return privacy.unseal(bytes(case.key or b""), bytes(blob), bound_to=bound(case))


def document_of(case: Case) -> dict[str, Any]:
    """Return the application as it stands: answers, materials and eligibility, newest revision.

    `records` has what stages wrote down, by stage and section, where any did.
    """
    telling = Q(kind__in=REVISIONS) | Q(data__record=True)
    return document_in(case, CaseEvent.objects.filter(telling, case=case).order_by("seq"))


def document_in(case: Case, events: Iterable[CaseEvent]) -> dict[str, Any]:
    """Return the same from events that were read already, oldest first; nothing once erased."""
    if not case.key:
        return {}
    document: bytes | memoryview | None = None
    records: dict[str, Any] = {}
    for event in events:
        if event.kind in REVISIONS and event.sealed:
            document = event.sealed
        elif event.data.get("record") and event.sealed:
            records[event.data["stage"]] = unseal(case, event.sealed)["record"]
    found = unseal(case, document) if document else {}
    return {**found, "records": records} if records else found


def whole_answers(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers together with what stages wrote down: what decisions rest on."""
    answers = dict(document.get("answers", {}))
    for record in document.get("records", {}).values():
        answers |= record
    return answers


def event_payload(case: Case, event: CaseEvent) -> dict[str, Any]:
    """Return what the digest of an event covers; sealed words count by their ciphertext."""
    return {
        "case": str(case.public_id),
        "seq": event.seq,
        "kind": event.kind,
        "at": event.at,
        "on": event.on,
        "account": event.account_id,
        "post": event.post_id,
        "organisation": event.organisation_id,
        "task": str(event.task) if event.task else None,
        "data": event.data,
        "sealed": bytes(event.sealed) if event.sealed is not None else None,
    }
