"""A decided case for rooms above: what was answered, found and decided. No page shows it."""

from __future__ import annotations

from django.utils import timezone

from linli.engines.cases.models import Case, CaseEvent, CaseParty
from linli.engines.cases.queries.sealing import document_of, unseal, whole_answers
from linli.engines.cases.values import (
    EVENT_OF_RESULT,
    CaseResult,
    EventKind,
    GrantedCase,
    PartyKind,
    Recalled,
)


def recalled(case_id: int, *, first: int, last: int) -> Recalled | None:
    """Return the recall among some events of a case; None where it was not recalled by them."""
    rows = CaseEvent.objects.filter(case=case_id, seq__range=(first, last))
    event = rows.filter(kind=EventKind.RECALLED).select_related("case").first()
    if event is None:
        return None
    has_words = bool(event.case.key and event.sealed)
    words = unseal(event.case, event.sealed or b"") if has_words else {}
    return Recalled(event.seq, event.on, str(words.get("reason", "")))


def granted(case_id: int) -> GrantedCase | None:
    """Return a decided case by its key; None while it is open or if it was withdrawn."""
    case = Case.objects.select_related("follows").filter(pk=case_id).first()
    kind = EVENT_OF_RESULT.get(CaseResult(case.result)) if case and case.result else None
    if case is None or kind is None:
        return None
    decided = CaseEvent.objects.filter(case=case, kind=kind).order_by("seq").last()
    if decided is None:
        return None
    party = CaseParty.objects.filter(case=case, kind=PartyKind.APPLICANT).first()
    words = unseal(case, decided.sealed) if decided.sealed else {}
    return GrantedCase(
        pk=case.pk,
        public_id=case.public_id,
        number=case.number,
        version_id=case.version_id,
        division_code=case.division_code,
        organisation_id=decided.organisation_id,
        compartment=case.compartment,
        applicant_masked=case.applicant_masked,
        person_id=party.person_id if party else None,
        account_id=party.account_id if party else None,
        sheltered_until=case.sheltered_until,
        submitted_on=timezone.localdate(case.submitted_at),
        decided_on=decided.on,
        result=case.result,
        reason=str(words.get("reason", "")),
        decision=decided.seq,
        follows=case.follows.public_id if case.follows else None,
        answers=whole_answers(document_of(case)),
    )
