"""The result on paper: what it says, issued once when the case has ended."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import gettext as _

from linli.engines.cases.models import Case, CaseDocument, CaseEvent, Recall
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.given import told_in
from linli.engines.cases.queries.remedies import remedies_of
from linli.engines.cases.queries.sealing import document_of, unseal, whole_answers
from linli.engines.cases.services.documents import Paper, put
from linli.engines.cases.services.history import on_day
from linli.engines.cases.values import DECIDING, NOES, CaseResult, DocumentKind, EventKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import SYSTEM

if TYPE_CHECKING:
    from datetime import date, datetime

    from linli.engines.catalogue.values import Grant, GrantRule


def issue(case: Case, *, now: datetime) -> None:
    """Make the result document of an ended case, once a decision; a second call changes nothing.

    Nor does a call after it was revoked: another one is issued by whoever revoked it. A decision
    that was recalled has none, and the one that follows has its own.
    """
    recalled = Recall.objects.filter(case=case, is_approved=True).order_by("pk").last()
    before = (recalled.paper_id if recalled else None) or 0
    known = CaseDocument.objects.filter(case=case, kind=DocumentKind.RESULT, pk__gt=before)
    if case.ended_at is not None and not known.exists():
        put(case, SYSTEM, lambda: paper(case), now=now)


def paper(case: Case) -> Paper:
    """Return the result as a paper; it bears the seal where a post decided, not by silence."""
    decided = _decided(case)
    return Paper(
        kind=DocumentKind.RESULT,
        template="cases/pdf/result.typ",
        data=facts_of(case),
        organisation_id=decided.organisation_id if decided else None,
        post_id=decided.post_id if decided else None,
        decision=case.result,
    )


def _decided(case: Case) -> CaseEvent | None:
    return CaseEvent.objects.filter(case=case, kind__in=DECIDING).order_by("seq").last()


def facts_of(case: Case) -> dict[str, Any]:
    """Return what the result says: plain texts for the template, nothing that it must decide."""
    item = catalogue.version(case.version_id)
    decided = _decided(case)
    words = unseal(case, decided.sealed) if decided and decided.sealed else {}
    document = document_of(case)
    answers = whole_answers(document)
    told = told_in(item, document, context=context_of(case, document))
    is_no = case.result in NOES
    return {
        "title": _("Notice of result"),
        "rows": [
            (_("Service"), str(item.name)),
            (_("Applicant"), catalogue.applicant_name(item, answers)),
            (_("Receipt number"), case.number),
            (_("Handed in"), day_words(on_day(case.submitted_at))),
            (_("Result"), str(CaseResult(case.result).label)),
            *((row.label, row.whole) for row in told),
            *_replaced(case),
        ],
        "grants_title": _("What you receive"),
        "grants": [] if is_no else _grant_lines(case, item, document, decided),
        "reason_title": _("Reasons") if is_no else _("Note"),
        "reason": words.get("reason", ""),
        "remedies_title": _("If you do not agree"),
        "remedies": _remedies(case, decided),
        "decided_on": day_words(decided.on) if decided else "",
    }


def _replaced(case: Case) -> list[tuple[str, str]]:
    """Name the paper that this one takes the place of, if there is one."""
    rows = CaseDocument.objects.filter(case=case, kind=DocumentKind.RESULT)
    last = rows.filter(revoked_at__isnull=False).order_by("pk").last()
    if last is None or last.revoked_at is None:
        return []
    said = _("%(number)s (serial %(serial)s), no longer valid since %(day)s")
    facts = {"number": last.number or last.serial, "serial": last.serial}
    facts["day"] = day_words(on_day(last.revoked_at))
    replaced = (_("In place of"), said % facts)
    corrected = CaseEvent.objects.filter(case=case, kind=EventKind.CORRECTED, at=last.revoked_at)
    event = corrected.order_by("seq").last()
    if event is None or not event.sealed:
        return [replaced]
    return [(_("Corrected"), str(unseal(case, event.sealed)["note"])), replaced]


def _remedies(case: Case, decided: CaseEvent | None) -> list[str]:
    found = remedies_of(case, [decided] if decided else [])
    return ["\n".join(one.lines) for one in found]


def day_words(day: date) -> str:
    """Return a day as papers write it."""
    return formats.date_format(day, "DATE_FORMAT")


def _grant_lines(
    case: Case, item: catalogue.ItemView, document: dict[str, Any], decided: CaseEvent | None
) -> list[tuple[str, str]]:
    """Return what was granted, in words: the amount of the day that the item says, and from when.

    As it is written afterwards as an entitlement, so that paper and list say the same.
    """
    applied_on = on_day(case.submitted_at)
    decided_on = decided.on if decided else applied_on
    return [
        line
        for rule in item.grants
        if (line := _grant_line(case, item, document, rule, (applied_on, decided_on)))
    ]


def _grant_line(
    case: Case,
    item: catalogue.ItemView,
    document: dict[str, Any],
    rule: GrantRule,
    days: tuple[date, date],
) -> tuple[str, str] | None:
    applied_on, decided_on = days
    first = rule.first.month(applied_on=applied_on, decided_on=decided_on)
    day = rule.value_of.day(applied_on=applied_on, decided_on=decided_on, month=first)
    context = replace(
        context_of(case, document),
        today=day,
        parameters=catalogue.parameters(day, case.division_code),
    )
    found = catalogue.grants(item, whole_answers(document), context=context)
    grant = next((one for one in found if one.id == rule.id), None)
    if grant is None:
        return None
    words = amount_words(grant)
    if rule.every == "month":
        month = formats.date_format(first, "YEAR_MONTH_FORMAT")
        words = _("%(amount)s, from %(month)s") % {"amount": words, "month": month}
    return str(grant.name), words


def amount_words(grant: Grant) -> str:
    """Return an amount and its period in the language in force."""
    if grant.amount_fen is None:
        return _("amount to be determined")
    yuan = f"{Decimal(grant.amount_fen) / 100:,.2f}".removesuffix(".00")
    period = {"month": _("%(yuan)s yuan a month"), "year": _("%(yuan)s yuan a year")}
    return period.get(grant.every, _("%(yuan)s yuan")) % {"yuan": yuan}
