"""Is this paper real: what anybody may learn from a serial, a scanned code or a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.engines.cases.models import CaseDocument
from linli.engines.cases.values import CaseResult, DocumentKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.documents import rules
from linli.foundation.documents import services as documents
from linli.foundation.documents.values import Checked, Facts, Verdict
from linli.foundation.formspec.values import Localised
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import datetime

WITHHELD = Localised("", "")


@dataclass(frozen=True)
class Verified:
    """The facts behind a serial: what, for whom (masked), when, and whether it still stands.

    Of a sealed matter no more than whose document it is.
    """

    serial: str
    kind: DocumentKind
    number: str
    office: str
    item_name: Localised
    holder_masked: str
    result: str
    issued_at: datetime
    is_revoked: bool
    is_replaced: bool
    is_file_genuine: bool | None  # None: no file was shown

    @property
    def kind_words(self) -> str:
        """Which paper it is, in words."""
        return str(self.kind.label)


@dataclass(frozen=True)
class Answer:
    """A verdict with the facts of the register, or those of the code where it alone holds."""

    verdict: Verdict
    found: Verified | None = None
    facts: Facts | None = None

    @property
    def is_good(self) -> bool:
        """Whether it may be relied upon."""
        return self.verdict is Verdict.GENUINE

    @property
    def sentence(self) -> str:
        """The verdict as a sentence."""
        return str(self.verdict.label)


def verified(*, serial: str = "", sha256: str = "") -> Verified | None:
    """Return the facts of a document by its serial, its file, or both; None if unknown."""
    rows = CaseDocument.objects.select_related("case")
    if serial:
        row = rows.filter(serial=serial).first()
    else:
        row = rows.filter(sha256=sha256).first() if sha256 else None
    return _view(row, sha256) if row else None


def checked_code(text: str) -> Answer:
    """Say whether a scanned code is ours, and still stands."""
    return _answer(rules.check_code(text, documents.public_keys()))


def checked_file(content: bytes, *, serial: str = "") -> Answer:
    """Say whether a file is ours to the last byte, and still stands.

    What was issued before files were signed is known by its digest; with a serial of ours beside
    it, a file that is not signed was changed.
    """
    digest = hashlib.sha256(content).hexdigest()
    checked = rules.check_file(content, documents.public_keys())
    if checked.facts is None:
        known = verified(sha256=digest)
        if known is not None:
            return _standing(known)
        is_named = bool(serial) and CaseDocument.objects.filter(serial=serial).exists()
        return Answer(Verdict.ALTERED if is_named else checked.verdict)
    return _answer(checked, digest)


def checked_serial(serial: str) -> Answer:
    """Say whether a document with this serial was issued, and still stands."""
    return _standing(verified(serial=serial))


def published_keys(*, now: datetime) -> dict[str, Any]:
    """Return the list that verifies offline: public keys, and what was revoked until now."""
    revoked = CaseDocument.objects.filter(revoked_at__isnull=False)
    return documents.published(revoked=revoked.values_list("serial", flat=True), now=now)


def offline_page(*, now: datetime) -> str:
    """Return the page that checks offline, with the list as of now."""
    values = {
        "kind": {one.value: one.label for one in DocumentKind},
        "decision": {one.value: one.label for one in CaseResult},
    }
    return documents.offline_page(published_keys(now=now), values=values)


def _answer(checked: Checked, digest: str = "") -> Answer:
    if checked.facts is None:
        return Answer(checked.verdict)
    found = verified(serial=checked.facts.serial, sha256=digest)
    if found is not None and found.is_file_genuine is False:
        return Answer(Verdict.ALTERED)
    return _standing(found, checked.facts)


def _standing(found: Verified | None, facts: Facts | None = None) -> Answer:
    if found is None:
        return Answer(Verdict.UNKNOWN, facts=facts)
    return Answer(Verdict.REVOKED if found.is_revoked else Verdict.GENUINE, found, facts)


def _view(row: CaseDocument, sha256: str) -> Verified:
    case = row.case
    is_sealed = bool(case.compartment)
    is_result = row.kind == DocumentKind.RESULT
    is_public = row.kind == DocumentKind.PUBLIC_NOTICE  # it says itself whom it is about, or not
    body = organisations.organisation(row.organisation_id) if row.organisation_id else None
    return Verified(
        serial=row.serial,
        kind=DocumentKind(row.kind),
        number=row.number,
        office=body.words if body else "",
        item_name=WITHHELD if is_sealed else catalogue.version(case.version_id).name,
        holder_masked="" if is_sealed or is_public else case.applicant_masked,
        # What was revoked says nothing: the case may have been decided otherwise since.
        result=case.result if is_result and not is_sealed and row.revoked_at is None else "",
        issued_at=row.issued_at,
        is_revoked=row.revoked_at is not None,
        is_replaced=row.replaced_by_id is not None,
        is_file_genuine=(row.sha256 == sha256) if sha256 else None,
    )
