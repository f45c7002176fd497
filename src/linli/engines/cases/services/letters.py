"""What receipts, told-once notices and letters say: facts for their templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.engines.cases.models import CaseEvent, Supplement, Task
from linli.engines.cases.queries.cases import supplement_view
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.services.documents import Paper
from linli.engines.cases.services.history import on_day
from linli.engines.cases.services.results import day_words
from linli.engines.cases.values import DocumentKind, EventKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import NotFoundError
from linli.foundation.numbering import rules as numbering

if TYPE_CHECKING:
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Holding


def receipt(case: Case) -> Paper:
    """Return the receipt: what was handed in when; nobody decided anything, so it has no seal."""
    first = Task.objects.filter(case=case).order_by("pk").first()
    return Paper(
        kind=DocumentKind.RECEIPT,
        template="cases/pdf/receipt.typ",
        data={
            "title": _("Receipt"),
            "rows": [
                *heading(case),
                (_("Handed in"), day_words(on_day(case.submitted_at))),
            ],
            "next_title": _("What happens next"),
            "next": [
                _("If something is missing you are told everything at once."),
                _("You get a message at every step; you need not ask."),
                _("Say the receipt number at the office, or look at your case at %(page)s.")
                % {"page": settings.BASE_URL},
            ],
            "day": day_words(on_day(case.submitted_at)),
        },
        organisation_id=first.organisation_id if first else None,
    )


def told_once(case: Case, *, supplement_id: str) -> Paper:
    """Return the notice of one told-once list (一次性告知书), sealed by the post that asked."""
    rows = Supplement.objects.filter(case=case).select_related("task")
    row = next((one for one in rows if str(one.public_id) == supplement_id), None)
    if row is None:
        raise NotFoundError
    asked = CaseEvent.objects.filter(
        case=case, kind=EventKind.SUPPLEMENT_REQUESTED, at=row.asked_at
    ).first()
    day = day_words(on_day(row.asked_at))
    return Paper(
        kind=DocumentKind.TOLD_ONCE,
        template="cases/pdf/told_once.typ",
        data={
            "title": _("Told-once notice"),
            "rows": heading(case),
            "intro": _(
                "On %(day)s we looked at your application. The following is missing; "
                "this is the whole list:"
            )
            % {"day": day},
            "asks": [ask.text for ask in supplement_view(case, row).asks],
            "how": _(
                "You can hand it in online, at the counter of this office, or through somebody "
                "who may act for you. The time limit waits for you."
            ),
            "address": settings.BASE_URL
            + reverse("portal:cases:supplement", args=[case.public_id]),
            "basis_title": _("Basis"),
            "basis": [_basis(one) for one in catalogue.version(case.version_id).basis],
            "signature": _("Signature of the applicant"),
            "day": day,
        },
        organisation_id=asked.organisation_id if asked else None,
        post_id=asked.post_id if asked else None,
        subject=supplement_id,
    )


def letter(
    case: Case,
    *,
    title: str,
    text: str,
    holding: Holding,
    addressee: str = "",
    law: str = "",
    now: datetime,
) -> Paper:
    """Return a letter, sealed by the post through which it is written.

    It goes to the applicant, or to the body that `addressee` names. Its subject is its own: no
    letter takes the place of another.
    """
    item = catalogue.version(case.version_id)
    to = addressee or catalogue.applicant_name(item, document_of(case)["answers"])
    return Paper(
        kind=DocumentKind.INQUIRY if addressee else DocumentKind.LETTER,
        template="cases/pdf/letter.typ",
        data={
            "title": title,
            "salutation": _("%(name)s:") % {"name": to},
            "text": text,
            "about_title": _("About"),
            "rows": [
                (_("Service"), str(item.name)),
                (_("Receipt number"), _spoken(case)),
                *([(_("Basis"), law)] if law else []),
            ],
            "day": day_words(on_day(now)),
        },
        organisation_id=holding.organisation_id,
        post_id=holding.post_id,
        subject=uuid4().hex,
    )


def heading(case: Case) -> list[tuple[str, str]]:
    """Return the rows that say what a paper is about: service, applicant, receipt number."""
    item = catalogue.version(case.version_id)
    name = catalogue.applicant_name(item, document_of(case)["answers"])
    return [
        (_("Service"), str(item.name)),
        (_("Applicant"), name),
        (_("Receipt number"), _spoken(case)),
    ]


def _spoken(case: Case) -> str:
    return numbering.grouped(case.number)


def _basis(one: Any) -> str:
    return f"{one.title}（{one.number}）" if one.number else str(one.title)
