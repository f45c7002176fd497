"""Tell somebody something: in the account at once, on other ways after commit."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec.values import Localised
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice
from linli.foundation.notices.queries import view
from linli.foundation.notices.services.delivering import TOPIC
from linli.foundation.notices.values import ALL, NoticeView, Part, Via


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
    subject: tuple[str, UUID] | None = None,
    part: Part | None = None,
) -> None:
    """Put a notice into the account and promise its delivery, in the caller's transaction.

    Two inserts.

    An equal `dedupe` is the same notice. `sms` says the title in fewer words. `url` is a path of
    this site. `subject` says what it is about (kind and public id) and `part` in which part its
    reader is told: with them `queries.told` answers who was told what, and when.
    """
    about, subject_id = subject or ("", None)
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
        subject_kind=about,
        subject_id=subject_id,
        part=part or "",
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
