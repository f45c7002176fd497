"""How a paper of a case is issued: numbered, sealed, signed, kept, written into the history.

A paper of one's own kind is a facts function that returns a `Paper`, and a template in
`templates/cases/pdf/`; `put` does the rest.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from linli.engines.cases.models import CaseDocument
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.values import FILES, SERIALS, DocumentKind, EventKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import SYSTEM
from linli.foundation.documents import services as documents
from linli.foundation.documents.values import Facts
from linli.foundation.files import services as files
from linli.foundation.numbering import rules as numbering
from linli.foundation.numbering import services as series
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Actor, Holding
    from linli.registers.organisations.values import OrganisationView


@dataclass(frozen=True)
class Paper:
    """What a paper says, and whose it is.

    `post_id` is the post whose decision it is, as the history has it: only then the paper bears
    the organisation's seal and a number (文号).
    """

    kind: DocumentKind
    template: str
    data: Mapping[str, Any]
    organisation_id: int | None
    post_id: int | None = None
    decision: str = ""
    subject: str = ""
    names_holder: bool = True  # in the code; a public notice does so in its lines or not at all


def put(
    case: Case,
    actor: Actor,
    paper_of: Callable[[], Paper],
    *,
    now: datetime,
    holding: Holding | None = None,
    words: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
) -> CaseDocument:
    """Issue a paper: official papers are Chinese. The case is locked by the caller.

    `words` are sealed with the history's entry, `data` stand in it for everybody who reads it.
    """
    with translation.override("zh-hans"):
        paper = paper_of()
        row, content = _made(case, paper, now=now)
    stored = files.store_bytes(
        SYSTEM,
        content=content,
        name=f"{row.serial}.pdf",
        now=now,
        kind=FILES,
        owner_id=str(case.public_id),
    )
    row.file_id, row.sha256 = stored.public_id, hashlib.sha256(content).hexdigest()
    row.save()
    CaseDocument.objects.filter(
        case=case, kind=row.kind, subject=row.subject, revoked_at__isnull=False, replaced_by=None
    ).update(replaced_by=row)
    append(case, actor, [_happening(row, words, data or {})], now=now, holding=holding)
    case.save()
    return row


def _made(case: Case, paper: Paper, *, now: datetime) -> tuple[CaseDocument, bytes]:
    day = on_day(now)
    body = organisations.organisation(paper.organisation_id) if paper.organisation_id else None
    row = CaseDocument(
        case=case,
        kind=paper.kind,
        subject=paper.subject,
        serial=numbering.new_serial(SERIALS[paper.kind], day),
        organisation_id=paper.organisation_id,
        issued_at=now,
    )
    seal: dict[str, str] = {}
    if body and paper.post_id:
        row.post_id, row.year = paper.post_id, day.year
        row.ordinal = series.next_in(f"organisation:{body.id}", year=day.year)
        row.number = numbering.document_number(
            word=organisations.document_word(body), year=row.year, ordinal=row.ordinal
        )
        seal, row.seal_id = _seal(body, paper.post_id, day)
    data = {
        "number": row.serial,
        "document_number": row.number,
        "office": body.name if body else "",
        "check_words": _(
            "Anybody can check this paper and this file: scan the code, "
            "or enter the number at %(page)s."
        )
        % {"page": page()},
        **seal,
        **paper.data,
    }
    content = documents.signed_pdf(
        paper.template, data, facts=_facts(case, paper, row, body), page=page(), at=now
    )
    return row, content


def page() -> str:
    """Return the whole address of the page that checks documents."""
    return settings.BASE_URL + reverse("portal:cases:verify")


def _seal(body: OrganisationView, post_id: int, day: date) -> tuple[dict[str, str], UUID | None]:
    """Return what draws the seal: of the body whose post decided, and of nobody else.

    It is the picture that the office handed in and that holds on this day, else one drawn here.
    """
    said = _("Electronic seal, set by the decision of: %(post)s")
    words = {"seal_name": body.name, "sealed_by": said % {"post": accounts.post_title(post_id)}}
    own = organisations.seal_picture(body.id, on=day)
    if own is None:
        return words, None
    return {**words, "seal_svg": documents.picture_svg(own[1])}, own[0]


def _facts(case: Case, paper: Paper, row: CaseDocument, body: OrganisationView | None) -> Facts:
    """Return what the code says; of a sealed matter only who issued it and when."""
    is_sealed = bool(case.compartment)
    return Facts(
        serial=row.serial,
        kind=paper.kind.value,
        decision="" if is_sealed else paper.decision,
        office=body.name if body else "",
        number=row.number,
        item="" if is_sealed else catalogue.version(case.version_id).name.zh,
        holder=case.applicant_masked if paper.names_holder and not is_sealed else "",
        issued_on=on_day(row.issued_at),
    )


def _happening(
    row: CaseDocument, words: Mapping[str, Any] | None, more: Mapping[str, Any]
) -> Happening:
    is_result = row.kind == DocumentKind.RESULT
    data = {
        **more,
        "serial": row.serial,
        "document": str(row.kind),
        **({"number": row.number, "post": row.post_id} if row.post_id else {}),
        **({"seal": str(row.seal_id)} if row.seal_id else {}),
    }
    kind = EventKind.RESULT_ISSUED if is_result else EventKind.DOCUMENT_ISSUED
    return Happening(kind, data, words, organisation_id=row.organisation_id)
