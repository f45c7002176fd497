"""The result on paper: a PDF with a serial and a QR code, stored once, findable by its digest."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from linli.engines.cases.models import Case, CaseDocument, CaseEvent
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.given import told_in
from linli.engines.cases.queries.sealing import document_of, unseal, whole_answers
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.values import FILES, CaseResult, EventKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import SYSTEM
from linli.foundation.documents import services as documents
from linli.foundation.files import services as files
from linli.foundation.numbering import rules as numbering
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import date, datetime

    from linli.engines.catalogue.values import Grant

DECIDING = (EventKind.GRANTED, EventKind.REFUSED, EventKind.DECLINED)


def issue(case: Case, *, now: datetime) -> None:
    """Make the result document of an ended case, once; a second call changes nothing."""
    if CaseDocument.objects.filter(case=case).exists():
        return
    serial = numbering.new_serial("JG", on_day(now))
    with translation.override("zh-hans"):
        content = documents.pdf("cases/pdf/result.typ", facts_of(case, serial=serial), at=now)
    stored = files.store_bytes(
        SYSTEM,
        content=content,
        name=f"{serial}.pdf",
        now=now,
        kind=FILES,
        owner_id=str(case.public_id),
    )
    CaseDocument.objects.create(
        case=case,
        serial=serial,
        file_id=stored.public_id,
        sha256=hashlib.sha256(content).hexdigest(),
        issued_at=now,
    )
    append(case, SYSTEM, [Happening(EventKind.RESULT_ISSUED, {"serial": serial})], now=now)
    case.save()


def facts_of(case: Case, *, serial: str) -> dict[str, Any]:
    """Return what the result says: plain texts for the template, nothing that it must decide."""
    item = catalogue.version(case.version_id)
    decided = CaseEvent.objects.filter(case=case, kind__in=DECIDING).order_by("seq").last()
    body = organisations.organisation(decided.organisation_id) if decided else None  # type: ignore[arg-type]
    words = unseal(case, decided.sealed) if decided and decided.sealed else {}
    document = document_of(case)
    answers = whole_answers(document)
    told = told_in(item, document, context=context_of(case, document))
    is_no = case.result in {CaseResult.REFUSED, CaseResult.DECLINED}
    return {
        "number": serial,
        "title": _("Notice of result"),
        "office": body.name if body else "",
        "qr": settings.BASE_URL + reverse("portal:cases:verify") + f"?serial={serial}",
        "rows": [
            (_("Service"), str(item.name)),
            (_("Applicant"), catalogue.applicant_name(item, answers)),
            (_("Receipt number"), case.number),
            (_("Handed in"), _day(on_day(case.submitted_at))),
            (_("Result"), str(CaseResult(case.result).label)),
            *((row.label, row.whole) for row in told),
        ],
        "grants_title": _("What you receive"),
        "grants": [] if is_no else _grant_lines(case, item, document),
        "reason_title": _("Reasons") if is_no else _("Note"),
        "reason": words.get("reason", ""),
        "remedies_title": _("If you do not agree"),
        "remedies": [str(remedy) for remedy in item.remedies] if is_no else [],
        "decided_on": _day(decided.on) if decided else "",
        "check_words": _("Anybody can check this paper by its QR code or its number."),
    }


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _grant_lines(
    case: Case, item: catalogue.ItemView, document: dict[str, Any]
) -> list[tuple[str, str]]:
    """Return what was granted, in words: the amounts of the day of application."""
    context = context_of(case, document)
    return [
        (str(grant.name), amount_words(grant))
        for grant in catalogue.grants(item, whole_answers(document), context=context)
    ]


def amount_words(grant: Grant) -> str:
    """Return an amount and its period in the language in force."""
    if grant.amount_fen is None:
        return _("amount to be determined")
    yuan = f"{Decimal(grant.amount_fen) / 100:,.2f}".removesuffix(".00")
    period = {"month": _("%(yuan)s yuan a month"), "year": _("%(yuan)s yuan a year")}
    return period.get(grant.every, _("%(yuan)s yuan")) % {"yuan": yuan}
