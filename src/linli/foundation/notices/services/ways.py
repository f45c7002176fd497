"""The ways outside the account: one notice, or the daily message, by e-mail or text message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.foundation.formspec.values import Localised
from linli.foundation.jobs import rules as retries
from linli.foundation.notices import registry
from linli.foundation.notices.queries import unsubscribe_token, view
from linli.foundation.notices.rules import sms_text
from linli.foundation.notices.sms import backend
from linli.foundation.notices.values import Group, SmsUnavailableError, Via

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linli.foundation.notices.models import Digest, Notice
    from linli.foundation.notices.values import Contact

log = structlog.get_logger()


def send_sms(phone: str, text: str, *, key: str) -> None:
    """Hand a text message to the carrier now, outside any transaction: for sign-in codes.

    `key` is the same when the same message is tried again. Raises `SmsUnavailableError`.
    """
    try:
        backend().send(phone=phone, text=text, key=key)
    except Exception as error:
        log.warning("notices.sms_failed", error=retries.name_of(error))
        raise SmsUnavailableError from error


def address_on(via: Via, contact: Contact) -> str:
    """Return where somebody is reached on a way; empty if not at all."""
    return contact.email if via is Via.EMAIL else contact.phone


def send_notice(notice: Notice, via: Via, contact: Contact) -> None:
    """Send one notice on one way, in the language of its reader."""
    with translation.override(contact.language):
        said = view(notice)
        if via is Via.SMS:
            words = str(Localised(notice.sms_zh, notice.sms_en)) or said.title
            text, key = sms_text(words), f"notice:{notice.pk}"
            backend().send(phone=contact.phone, text=text, key=key)
            return
        link = f"\n\n{settings.BASE_URL}{said.url}" if said.url else ""
        group = registry.kind_of(notice.kind).group
        _mail(
            contact,
            subject=said.title,
            body=f"{said.body or said.title}{link}",
            name=f"notice-{notice.pk}",
            stop=_stop_address(notice.account_id, group),
        )


def send_digest(digest: Digest, notices: Sequence[Notice], contact: Contact) -> None:
    """Send the daily message: by text message how many, by e-mail the titles too."""
    with translation.override(contact.language):
        if digest.via == Via.SMS:
            text = f"{_counted(notices)} {_('Please sign in to read them.')}"
            backend().send(phone=contact.phone, text=sms_text(text), key=f"digest:{digest.pk}")
            return
        lines = [
            f"{_group_of(notice).label}: {view(notice).title}"
            for notice in sorted(notices, key=lambda one: list(Group).index(_group_of(one)))
        ]
        link = f"{settings.BASE_URL}{_address('inbox')}"
        _mail(
            contact,
            subject=_counted(notices),
            body="\n".join([*lines, "", _("Please sign in to read them."), link]),
            name=f"digest-{digest.pk}",
            stop=_stop_address(digest.account_id, None),
        )


def _counted(notices: Sequence[Notice]) -> str:
    count = len(notices)
    owed = sum(_group_of(notice) is Group.TO_DO for notice in notices)
    said = ngettext("You have %(count)s notice.", "You have %(count)s notices.", count)
    text = said % {"count": count}
    if owed:
        more = ngettext("%(owed)s waits for you.", "%(owed)s wait for you.", owed)
        text = f"{text} {more % {'owed': owed}}"
    return text


def _group_of(notice: Notice) -> Group:
    return registry.kind_of(notice.kind).group


def _mail(contact: Contact, *, subject: str, body: str, name: str, stop: str) -> None:
    headers = {"Message-ID": f"<{name}@{_host()}>"}  # a second copy is seen as one
    foot = ""
    if stop:
        headers["List-Unsubscribe"] = f"<{stop}>"
        foot = "\n\n--\n" + _("No more e-mail of this kind: %(address)s") % {"address": stop}
    message = EmailMessage(
        subject=subject, body=f"{body}{foot}\n", to=[contact.email], headers=headers
    )
    message.send()


def _stop_address(account_id: int, group: Group | None) -> str:
    address = _address("unsubscribe", unsubscribe_token(account_id, group))
    return f"{settings.BASE_URL}{address}" if address else ""


def _address(page: str, *args: str) -> str:
    try:
        return reverse(f"portal:notices:{page}", args=args)
    except NoReverseMatch:  # the room is not mounted at this site
        return ""


def _host() -> str:
    return str(settings.BASE_URL).split("//")[-1].split("/")[0].split(":")[0]
