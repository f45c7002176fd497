"""Papers that the engine issues when something happens: visit, public notice, pause, extension.

Source: 行政许可法 42, 45 (an extension with its reason, and time not counted, are told); 社会救助
暂行办法 11, 12 (what a visit found is written down, what is decided upon is announced).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.engines.cases.models import CaseDocument, CaseEvent, PublicNotice, Task
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.given import files_of
from linli.engines.cases.queries.letters import sent_letter, words_of
from linli.engines.cases.queries.sealing import document_of, unseal, whole_answers
from linli.engines.cases.rules import letters as rules
from linli.engines.cases.services.documents import Paper, put
from linli.engines.cases.services.history import Happening, append
from linli.engines.cases.services.letters import heading
from linli.engines.cases.services.results import day_words
from linli.engines.cases.services.tasks import lock_case
from linli.engines.cases.values import FILES, DocumentKind, EventKind, PauseCause
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import StageKind
from linli.foundation.actors.values import SYSTEM
from linli.foundation.formspec import display
from linli.foundation.formspec.values import Readers
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.foundation.formspec.values import DisplayRow

OF_EVENT = {
    EventKind.PAUSED: DocumentKind.PAUSE,
    EventKind.EXTENDED: DocumentKind.EXTENSION,
    EventKind.NOTICE_POSTED: DocumentKind.PUBLIC_NOTICE,
}
# What all who handle a case may read: they fetch the paper. The rest stays off it.
READERS = frozenset({Readers.EVERYONE, Readers.HANDLERS})


def kind_for(case: Case, event: CaseEvent) -> DocumentKind | None:
    """Return which paper an event calls for, if it does."""
    if event.data.get("record"):
        flow = catalogue.version(case.version_id).flow
        is_visit = flow.stage(event.data["stage"]).kind is StageKind.VISIT
        return DocumentKind.VISIT if is_visit else None
    return OF_EVENT.get(EventKind(event.kind))


@transaction.atomic
def write_down(case_pk: int, *, seq: int, now: datetime) -> None:
    """Issue the paper that an event calls for, once; one of the same stage before is revoked.

    A second call changes nothing, nor does one after the paper was revoked: the superior issues it
    anew.
    """
    case = lock_case(case_pk)
    event = CaseEvent.objects.get(case=case, seq=seq)
    kind = kind_for(case, event)
    issued = CaseEvent.objects.filter(case=case, kind=EventKind.DOCUMENT_ISSUED, data__of=seq)
    if kind is None or not case.key or issued.exists():
        return
    paper_of = _maker(case, event, kind)
    if paper_of is None:
        return
    rows = CaseDocument.objects.filter(case=case, kind=kind, subject=_subject(event, kind))
    if before := rows.filter(revoked_at=None).first():
        rows.filter(pk=before.pk).update(revoked_at=now)
        data = {"serial": before.serial, "document": before.kind, "number": before.number}
        words = {"reason": _("It was written down anew.")}
        append(case, SYSTEM, [Happening(EventKind.DOCUMENT_REVOKED, data, words)], now=now)
    put(case, SYSTEM, paper_of, now=now, data={"of": seq})


def anew(case: Case, kind: DocumentKind, subject: str) -> Callable[[], Paper] | None:
    """Return what makes a revoked paper of an event once more; None where there is nothing left."""
    events = CaseEvent.objects.filter(case=case).order_by("-seq")
    for event in events:
        if kind_for(case, event) is kind and _subject(event, kind) == subject:
            return _maker(case, event, kind)
    return None


def _subject(event: CaseEvent, kind: DocumentKind) -> str:
    """Return what a paper is about: a stage has one visit and one notice, pauses follow another."""
    if kind in {DocumentKind.VISIT, DocumentKind.PUBLIC_NOTICE}:
        return str(event.data["stage"])
    return str(event.seq)


def _maker(case: Case, event: CaseEvent, kind: DocumentKind) -> Callable[[], Paper] | None:
    if kind is DocumentKind.VISIT:
        return lambda: visit(case, event)
    if kind is DocumentKind.PUBLIC_NOTICE:
        row = PublicNotice.objects.filter(case=case, task__public_id=str(event.task)).first()
        is_gone = row is None or row.sealed is None or case.compartment
        return None if is_gone or row is None else lambda: public_notice(case, event, row)
    return (lambda: told(case, event, kind)) if sent_letter(kind.value) else None


def visit(case: Case, event: CaseEvent) -> Paper:
    """Return the record of a home visit, with room for the signatures of whoever went and was met.

    What fields sealed to a compartment say stays off it; document numbers are masked.
    """
    item = catalogue.version(case.version_id)
    stage = item.flow.stage(event.data["stage"])
    document = document_of(case)
    answers = whole_answers(document)
    form, against = item.record_forms[stage.id], context_of(case, document)
    owner = str(case.public_id)
    sections = display.lines(
        form,
        {section.id: answers.get(section.id, {}) for section in form.sections},
        context=catalogue.record_context(item, answers, on=against.today, context=against),
        may_read=READERS,
        files=files_of(SYSTEM, form, {"answers": answers}, kind=FILES, owner_id=owner),
    )
    outcome = stage.outcome(event.data.get("outcome", ""))
    said = unseal(case, event.sealed) if event.sealed else {}
    return Paper(
        kind=DocumentKind.VISIT,
        template="cases/pdf/visit.typ",
        data={
            "title": str(stage.name),
            "rows": heading(case),
            "sections": [
                {"title": one.title, "rows": [_line(row) for row in one.rows]} for one in sections
            ],
            "opinion_title": _("Opinion"),
            "opinion": "\n".join(
                part for part in (str(outcome.name) if outcome else "", said.get("reason")) if part
            ),
            "signatures": [
                *(
                    _("Signature of visitor %(number)s") % {"number": n + 1}
                    for n in range(stage.people)
                ),
                _("Signature of whoever was met"),
            ],
            "day": day_words(event.on),
        },
        organisation_id=event.organisation_id,
        post_id=event.post_id,
        subject=stage.id,
    )


def public_notice(case: Case, event: CaseEvent, row: PublicNotice) -> Paper:
    """Return a public notice: the lines it shows and nothing else, not even the receipt number."""
    office = organisations.organisation(row.task.organisation_id)
    lines = unseal(case, row.sealed)["lines"] if row.sealed else []
    span = {"first": day_words(row.posted_on), "last": day_words(row.last_on)}
    return Paper(
        kind=DocumentKind.PUBLIC_NOTICE,
        template="cases/pdf/notice.typ",
        data={
            "title": _("Public notice"),
            "intro": _("The following is announced from %(first)s to %(last)s.") % span,
            "rows": [
                (_("Service"), str(catalogue.version(case.version_id).name)),
                *((label_zh, text_zh) for label_zh, _label, text_zh, _text in lines),
            ],
            "objections": _objections(row, office.phone, span),
            "day": day_words(row.posted_on),
        },
        organisation_id=office.id,
        post_id=event.post_id,
        subject=str(event.data["stage"]),
        names_holder=False,
    )


def _objections(row: PublicNotice, phone: str, span: dict[str, str]) -> str:
    address = reverse("portal:cases:notice", args=[row.public_id])
    return _(
        "If something is not right, please tell us by %(last)s: telephone %(phone)s, or "
        "%(page)s. Whoever objects is told what was found; the name is not passed on."
    ) % {**span, "phone": phone or "12345", "page": settings.BASE_URL + address}


def told(case: Case, event: CaseEvent, kind: DocumentKind) -> Paper:
    """Return the notice of a pause or an extension, with its length and why."""
    shape = sent_letter(kind.value)
    item = catalogue.version(case.version_id)
    name = catalogue.applicant_name(item, document_of(case)["answers"])
    organisation_id = event.organisation_id or _organisation_of(event)
    office = organisations.organisation(organisation_id).name if organisation_id else ""
    said = unseal(case, event.sealed) if event.sealed else {}
    cause = event.data.get("cause")
    words = words_of(case, name=name, office=office, today=event.on) | {
        "cause": str(PauseCause(cause).label) if cause in PauseCause.values else "",
        "days": str(event.data.get("days", "")),
        "reason": said.get("reason", "") or _("the procedure that is named here"),
    }
    return Paper(
        kind=kind,
        template="cases/pdf/letter.typ",
        data={
            "title": rules.filled(str(shape.title), words) if shape else "",
            "salutation": _("%(name)s:") % {"name": name},
            "text": rules.filled(str(shape.text), words) if shape else "",
            "about_title": _("About"),
            "rows": [
                *heading(case),
                *([(_("Basis"), str(shape.law))] if shape and shape.law else []),
            ],
            "day": day_words(event.on),
        },
        organisation_id=organisation_id,
        post_id=event.post_id,
        subject=str(event.seq),
    )


def _organisation_of(event: CaseEvent) -> int | None:
    """Return the office of the stage that an event is about: time itself has no post."""
    if event.task is None:
        return None
    rows = Task.objects.filter(public_id=event.task)
    return rows.values_list("organisation_id", flat=True).first()


def _line(row: DisplayRow) -> tuple[str, str]:
    """Return a row for the paper; of photographs how many are kept with the case."""
    if row.files:
        count = len(row.files)
        said = ngettext(
            "%(count)s file, kept with the case", "%(count)s files, kept with the case", count
        )
        return row.label, said % {"count": count}
    return row.label, row.whole
