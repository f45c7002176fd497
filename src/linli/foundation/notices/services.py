"""Tell somebody something: in the account at once, by e-mail and text message after commit."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import translation

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec.values import Localised
from linli.foundation.jobs import rules as retries
from linli.foundation.jobs import services as jobs
from linli.foundation.jobs.values import Message
from linli.foundation.notices import registry
from linli.foundation.notices.models import Delivery, Notice
from linli.foundation.notices.queries import view
from linli.foundation.notices.rules import sms_text
from linli.foundation.notices.sms import backend
from linli.foundation.notices.values import ALL, NoticeView, SmsUnavailableError, Via

log = structlog.get_logger()
TOPIC = "notices.deliver"
OPEN = Q(sent_at=None, given_up_at=None)
AT_ONCE = 100


def notify(
    *,
    account_id: int,
    kind: str,
    title: Localised,
    body: Localised,
    url: str = "",
    dedupe: str,
    now: datetime,
    channels: Collection[Via] = ALL,
    sms: Localised | None = None,
) -> None:
    """Put a notice into the account and promise its delivery, in the caller's transaction.

    Two inserts.

    An equal `dedupe` is the same notice. `sms` says the title in fewer words. `url` is a path of
    this site.
    """
    notice = Notice(
        account_id=account_id,
        kind=kind,
        title_zh=title.zh,
        title_en=title.en,
        body_zh=body.zh,
        body_en=body.en,
        sms_zh=sms.zh if sms else "",
        sms_en=sms.en if sms else "",
        url=url,
        dedupe=dedupe,
        created_at=now,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    if channels:
        payload = {"dedupe": dedupe, "via": sorted(channels)}
        jobs.emit(TOPIC, key=f"notice:{dedupe}"[:120], payload=payload, now=now)


def open_notice(actor: Actor, *, notice_id: int, now: datetime) -> NoticeView:
    """Return a notice of the actor's own and mark it read; raises `NotFoundError`."""
    own = Notice.objects.filter(account_id=actor.account_id or 0, pk=notice_id)
    own.filter(read_at=None).update(read_at=now)
    if notice := own.first():
        return view(notice)
    raise NotFoundError


def mark_all_read(actor: Actor, *, now: datetime) -> int:
    """Mark everything in the actor's account read; return how many were not."""
    return Notice.objects.filter(account_id=actor.account_id or 0, read_at=None).update(read_at=now)


def send_sms(phone: str, text: str, *, key: str) -> None:
    """Hand a text message to the carrier now, outside any transaction: for sign-in codes.

    `key` is the same when the same message is tried again. Raises `SmsUnavailableError`.
    """
    try:
        backend().send(phone=phone, text=text, key=key)
    except Exception as error:
        log.warning("notices.sms_failed", error=retries.name_of(error))
        raise SmsUnavailableError from error


def plan_deliveries(message: Message, *, now: datetime) -> None:
    """Write the deliveries of a notice, for the ways on which its account is reached."""
    notice = Notice.objects.filter(dedupe=message.payload["dedupe"]).first()
    if notice is None:
        return  # the account was closed in the meantime
    contact = registry.contact_of(notice.account_id)
    reached = {Via.EMAIL: contact.email, Via.SMS: contact.phone}
    Delivery.objects.bulk_create(
        [
            Delivery(notice=notice, via=via, due_at=now)
            for via in map(Via, message.payload["via"])
            if reached[via]
        ],
        ignore_conflicts=True,
    )


def deliver(*, now: datetime) -> int:
    """Send what is due, each claimed first and outside a transaction; return how many were sent.

    A worker killed between sending and noting it sends again after the lease, with the same key.
    """
    due = Delivery.objects.filter(OPEN, due_at__lte=now).order_by("due_at")
    return sum(
        _send(pk, attempts, now) for pk, attempts in due.values_list("pk", "attempts")[:AT_ONCE]
    )


def _send(pk: int, attempts: int, now: datetime) -> bool:
    free = Delivery.objects.filter(OPEN, pk=pk, attempts=attempts, due_at__lte=now)
    if retries.is_hopeless(attempts):
        free.update(given_up_at=now)
        return False
    if not free.update(attempts=attempts + 1, due_at=now + retries.LEASE):
        return False
    mine = Delivery.objects.filter(pk=pk, attempts=attempts + 1)
    delivery = mine.select_related("notice").get()
    try:
        _WAYS[Via(delivery.via)](delivery.notice)
    except Exception as error:  # noqa: BLE001 - whatever a carrier raises is tried again
        name = retries.name_of(error)
        mine.update(due_at=now + retries.pause_after(attempts + 1), last_error=name)
        log.warning("notices.failed", delivery=pk, via=delivery.via, error=name)
        return False
    return bool(mine.update(sent_at=now, last_error=""))


def _email(notice: Notice) -> None:
    contact = registry.contact_of(notice.account_id)
    if not contact.email:
        return
    with translation.override(contact.language):
        said = view(notice)
    link = f"\n\n{settings.BASE_URL}{said.url}" if said.url else ""
    message = EmailMessage(
        subject=said.title,
        body=f"{said.body or said.title}{link}\n",
        to=[contact.email],
        headers={"Message-ID": f"<notice-{notice.pk}@{_host()}>"},  # a second copy is seen as one
    )
    message.send()


def _sms(notice: Notice) -> None:
    contact = registry.contact_of(notice.account_id)
    if not contact.phone:
        return
    with translation.override(contact.language):
        text = sms_text(str(Localised(notice.sms_zh, notice.sms_en)) or view(notice).title)
    backend().send(phone=contact.phone, text=text, key=f"notice:{notice.pk}")


def _host() -> str:
    return str(settings.BASE_URL).split("//")[-1].split("/")[0].split(":")[0]


_WAYS: Mapping[Via, Callable[[Notice], None]] = {Via.EMAIL: _email, Via.SMS: _sms}
