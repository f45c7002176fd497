"""Who is told what: a post of what it has to do, the asker of what became of the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from linli.engines.enquiries.values import EnquiryEventKind
from linli.foundation.formspec.values import Localised
from linli.foundation.notices import services as notices
from linli.foundation.notices.values import ACCOUNT_ONLY
from linli.registers.accounts import queries as accounts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from linli.engines.enquiries.models import Enquiry

AT_DESK: dict[EnquiryEventKind, Callable[[], str]] = {
    EnquiryEventKind.ASKED: lambda: _("A question for you: %(number)s"),
    EnquiryEventKind.OFFERED: lambda: _("A question is handed over to you: %(number)s"),
    EnquiryEventKind.ACCEPTED: lambda: _("Your hand-over was accepted: %(number)s"),
    EnquiryEventKind.SENT_BACK: lambda: _("Your hand-over was not accepted: %(number)s"),
    EnquiryEventKind.REOPENED: lambda: _("The answer did not help: %(number)s"),
    EnquiryEventKind.OVERDUE: lambda: _("A question is over its last day: %(number)s"),
}
AT_HOME: dict[EnquiryEventKind, tuple[Callable[[], str], Callable[[], str]]] = {
    EnquiryEventKind.ANSWERED: (
        lambda: _("Your question was answered: %(number)s"),
        lambda: _("The answer stands in your account."),
    ),
    EnquiryEventKind.ACCEPTED: (
        lambda: _("Another office has your question now: %(number)s"),
        lambda: _("It accepted it and answers by %(due)s. You need not ask again."),
    ),
    EnquiryEventKind.TAKEN_IN: (
        lambda: _("Your question becomes an application: %(number)s"),
        lambda: _("The office takes it in with you; nothing you said has to be repeated."),
    ),
}


def tell_post(row: Enquiry, post_id: int, kind: EnquiryEventKind, *, now: datetime) -> None:
    """Put a line into the accounts of those who hold a post: A and B."""
    url = reverse("desk:enquiries:enquiry", args=[row.public_id])
    for account_id in accounts.post_holders(post_id, localdate(now)):
        notices.notify(
            account_id=account_id,
            kind=kind,
            title=_both(AT_DESK[kind], row),
            body=_both(lambda: _("To be answered by %(due)s."), row),
            url=url,
            dedupe=f"enquiry:{row.public_id}:{row.last_seq}:{account_id}",
            now=now,
            channels=ACCOUNT_ONLY,
        )


def tell_asker(row: Enquiry, kind: EnquiryEventKind, *, now: datetime) -> None:
    """Tell whoever asked with an account; the nameless are called back by hand."""
    if row.account_id is None:
        return
    title, body = AT_HOME[kind]
    notices.notify(
        account_id=row.account_id,
        kind=kind,
        title=_both(title, row),
        body=_both(body, row),
        url=reverse("portal:enquiries:enquiry", args=[row.public_id]),
        dedupe=f"enquiry:{row.public_id}:{row.last_seq}:{row.account_id}:asker",
        now=now,
    )


def _both(words: Callable[[], str], row: Enquiry) -> Localised:
    spoken = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            due = formats.date_format(row.due_on, "DATE_FORMAT")
            spoken.append(words() % {"number": row.number, "due": due})
    return Localised(spoken[0], spoken[1])
