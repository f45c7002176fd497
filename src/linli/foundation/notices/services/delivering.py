"""What goes out when: planned after commit, held in quiet hours, gathered once a day, sent once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from linli.foundation.jobs import rules as retries
from linli.foundation.notices import registry, rules
from linli.foundation.notices.models import Delivery, Digest, Notice
from linli.foundation.notices.queries import preferences_of
from linli.foundation.notices.services.ways import address_on, send_digest, send_notice
from linli.foundation.notices.values import Pace, Via, Why

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet

    from linli.foundation.jobs.values import Message
    from linli.foundation.notices.models import Sending
    from linli.foundation.notices.values import Contact, Preferences

log = structlog.get_logger()
TOPIC = "notices.deliver"
OPEN = Q(sent_at=None, given_up_at=None)
AT_ONCE = 100


@transaction.atomic
def plan_deliveries(message: Message, *, now: datetime) -> None:
    """Write the deliveries of a notice, for the ways on which its account is reached.

    As its reader wishes: at once, after the quiet hours, in the daily message, or not at all,
    which is written down too.
    """
    notice = Notice.objects.filter(dedupe=message.payload["dedupe"]).first()
    if notice is None:
        return  # the account was closed in the meantime
    wished = preferences_of(notice.account_id)
    contact = registry.contact_of(notice.account_id)
    asked = {Via(via) for via in message.payload["via"]}
    done = set(Delivery.objects.filter(notice=notice).values_list("via", flat=True))
    rows = [
        _planned(notice, via, pace, wished, now=now)
        for via, pace in _paces(notice, wished, contact, asked).items()
        if via not in done
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def _paces(
    notice: Notice, wished: Preferences, contact: Contact, asked: set[Via]
) -> dict[Via, Pace]:
    reached = [via for via in asked if address_on(via, contact)]
    return dict(rules.paces(wished, registry.kind_of(notice.kind), reached=reached))


def _planned(
    notice: Notice, via: Via, pace: Pace, wished: Preferences, *, now: datetime
) -> Delivery:
    if pace is Pace.NEVER:
        return Delivery(notice=notice, via=via, due_at=now, given_up_at=now, why=Why.NEVER)
    if pace is Pace.DIGEST:
        digest = _digest(notice.account_id, via, wished, now=now)
        due, why = digest.due_at, Why.DIGEST
        return Delivery(notice=notice, via=via, due_at=due, digest=digest, why=why)
    moment = _send_at(notice, wished, now)
    return Delivery(notice=notice, via=via, due_at=moment, why=Why.QUIET if moment > now else "")


def _send_at(notice: Notice, wished: Preferences, now: datetime) -> datetime:
    is_urgent = registry.kind_of(notice.kind).is_urgent
    return rules.send_at(wished, timezone.localtime(now), is_urgent=is_urgent)


def _digest(account_id: int, via: Via, wished: Preferences, *, now: datetime) -> Digest:
    """Return the next daily message that has not begun to go out: what it says stays as it is."""
    moment = rules.digest_at(wished, timezone.localtime(now))
    while True:
        found, _is_new = Digest.objects.get_or_create(
            account_id=account_id, via=via, on=moment.date(), defaults={"due_at": moment}
        )
        free = Digest.objects.select_for_update().filter(OPEN, pk=found.pk, attempts=0)
        if free.filter(due_at__gt=now).first():
            return found
        moment = rules.digest_at(wished, moment)


def deliver(*, now: datetime) -> int:
    """Send what is due, each claimed first and outside a transaction; return how many were sent.

    A worker killed between sending and noting it sends again after the lease, with the same key.
    """
    alone = Delivery.objects.filter(digest=None)
    return sum(
        send(pk, attempts, now)
        for rows, send in ((alone, _send), (Digest.objects.all(), _send_digest))
        for pk, attempts in _due(rows, now)
    )


def _due(rows: QuerySet[Delivery] | QuerySet[Digest], now: datetime) -> list[tuple[int, int]]:
    found = rows.filter(OPEN, due_at__lte=now).order_by("due_at", "pk")
    return list(found.values_list("pk", "attempts")[:AT_ONCE])


def _send(pk: int, attempts: int, now: datetime) -> bool:
    free = Delivery.objects.filter(OPEN, pk=pk, attempts=attempts, due_at__lte=now)
    if retries.is_hopeless(attempts):
        free.update(given_up_at=now)
        return False
    found = free.select_related("notice").first()
    if found is None:
        return False
    notice, via = found.notice, Via(found.via)
    contact, wished = registry.contact_of(notice.account_id), preferences_of(notice.account_id)
    if why := _unwanted(notice, via, wished, contact):
        free.update(given_up_at=now, why=why)
        return False
    moment = _send_at(notice, wished, now)
    if moment > now:  # late, or tried again: the night is quiet all the same
        free.update(due_at=moment, why=Why.QUIET)
        return False
    return _try(free, pk, attempts, now=now, send=lambda _row: send_notice(notice, via, contact))


def _unwanted(notice: Notice, via: Via, wished: Preferences, contact: Contact) -> str:
    """Say why a notice does not go out on a way after all; empty: it does."""
    if not address_on(via, contact):
        return Why.GONE
    pace = _paces(notice, wished, contact, set(Via))[via]
    return Why.NEVER if pace is Pace.NEVER else ""


def _send_digest(pk: int, attempts: int, now: datetime) -> bool:
    free = Digest.objects.filter(OPEN, pk=pk, attempts=attempts, due_at__lte=now)
    inside = Delivery.objects.filter(OPEN, digest=pk)
    if retries.is_hopeless(attempts):
        if free.update(given_up_at=now):
            inside.update(given_up_at=now)
        return False
    digest = free.first()
    if digest is None:
        return False
    wished = preferences_of(digest.account_id)
    moment = rules.send_at(wished, timezone.localtime(now))
    if moment > now:
        free.update(due_at=moment)
        return False

    def send(row: Sending) -> None:
        contact, via = registry.contact_of(digest.account_id), Via(row.via)
        wanted = []
        for one in inside.select_related("notice").order_by("pk"):
            if why := _unwanted(one.notice, via, wished, contact):
                Delivery.objects.filter(pk=one.pk).update(given_up_at=now, why=why)
            else:
                wanted.append(one.notice)
        if wanted:
            send_digest(digest, wanted, contact)

    return _try(free, pk, attempts, now=now, send=send, noted=lambda: inside.update(sent_at=now))


def _try(
    free: QuerySet[Delivery] | QuerySet[Digest],
    pk: int,
    attempts: int,
    *,
    now: datetime,
    send: Callable[[Sending], None],
    noted: Callable[[], object] = lambda: None,
) -> bool:
    """Claim a row, send it and note that; what fails is tried again later."""
    if not free.update(attempts=attempts + 1, due_at=now + retries.LEASE):
        return False
    mine = free.model._default_manager.filter(pk=pk, attempts=attempts + 1)  # noqa: SLF001
    row = mine.get()
    try:
        send(row)
    except Exception as error:  # noqa: BLE001 - whatever a carrier raises is tried again
        name = retries.name_of(error)
        mine.update(due_at=now + retries.pause_after(attempts + 1), last_error=name)
        log.warning("notices.failed", row=str(row), error=name)
        return False
    with transaction.atomic():
        is_noted = bool(mine.update(sent_at=now, last_error=""))
        if is_noted:
            noted()
    return is_noted
