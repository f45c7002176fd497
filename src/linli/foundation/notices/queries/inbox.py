"""What waits in somebody's account."""

from linli.foundation.actors.values import Actor
from linli.foundation.formspec.values import Localised
from linli.foundation.notices.models import Notice
from linli.foundation.notices.values import Inbox, NoticeView

PAGE = 20
MOST_UNREAD = 100


def unread_count(actor: Actor) -> int:
    """Return how many notices the actor has not opened; one statement, none for a visitor."""
    if actor.account_id is None:
        return 0
    return Notice.objects.filter(account_id=actor.account_id, read_at=None).count()


def inbox(actor: Actor, *, before: int | None = None) -> Inbox:
    """Return the actor's notices in the language in force; two statements, one on further pages."""
    if actor.account_id is None:
        return Inbox((), ())
    own = Notice.objects.filter(account_id=actor.account_id).order_by("-pk")
    unread = () if before else tuple(own.filter(read_at=None)[:MOST_UNREAD])
    read = own.exclude(read_at=None)
    if before:
        read = read.filter(pk__lt=before)
    found = list(read[: PAGE + 1])
    return Inbox(
        unread=tuple(view(notice) for notice in unread),
        read=tuple(view(notice) for notice in found[:PAGE]),
        next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
    )


def view(notice: Notice) -> NoticeView:
    """Return a notice in the language in force."""
    return NoticeView(
        id=notice.pk,
        kind=notice.kind,
        title=str(Localised(notice.title_zh, notice.title_en)),
        body=str(Localised(notice.body_zh, notice.body_en)),
        url=notice.url,
        at=notice.created_at,
        is_read=notice.read_at is not None,
    )
