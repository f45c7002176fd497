"""Who was told what about a subject, on which way and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from linli.foundation.notices.models import Delivery, Notice
from linli.foundation.notices.queries.inbox import view
from linli.foundation.notices.values import Part, ToldView, Via, Way, Why

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from linli.foundation.actors.values import Actor

MOST = 200


def told(
    actor: Actor, *, subject: tuple[str, UUID], parts: Collection[Part] = tuple(Part)
) -> tuple[ToldView, ...]:
    """Return the notices about a subject, the newest first, at most 200; two statements.

    Who is told is said by part, never by name, number or address. Whether the actor may know of
    the subject is decided by its own room, before.
    """
    kind, subject_id = subject
    about = Notice.objects.filter(subject_kind=kind, subject_id=subject_id, part__in=parts)
    notices = list(about.order_by("-pk")[:MOST])
    sent: dict[int, list[Delivery]] = {}
    rows = Delivery.objects.filter(notice__in=[notice.pk for notice in notices])
    for row in rows.select_related("digest").order_by("via"):
        sent.setdefault(row.notice_id, []).append(row)
    return tuple(_view(actor, notice, sent.get(notice.pk, [])) for notice in notices)


def _view(actor: Actor, notice: Notice, rows: list[Delivery]) -> ToldView:
    is_mine = notice.account_id == actor.account_id
    return ToldView(
        kind=notice.kind,
        title=view(notice).title,
        at=notice.created_at,
        part=_("You") if is_mine else str(Part(notice.part).label),
        is_mine=is_mine,
        ways=tuple(_way(row) for row in rows),
        read_at=notice.read_at,
    )


def _way(row: Delivery) -> Way:
    """Return how a delivery stands, in plain words; the error's own name stays in the log."""
    going = row.digest or row
    via = Via(row.via)
    if row.sent_at is not None:
        said = _("Sent with the daily message") if row.digest_id else _("Sent")
        return Way(via, "sent", row.sent_at, said)
    if row.given_up_at is not None and row.why in {Why.NEVER, Why.GONE}:
        return Way(via, "not_sent", row.given_up_at, str(Why(row.why).label))
    if row.given_up_at is not None:
        return Way(via, "failed", row.given_up_at, _("It could not be delivered and was given up"))
    if going.last_error:
        return Way(via, "retry", going.due_at, _("It was not taken; it is tried again"))
    if row.digest_id:
        return Way(via, "digest", going.due_at, str(Why.DIGEST.label))
    if row.why:
        return Way(via, "held", row.due_at, str(Why.QUIET.label))
    return Way(via, "waiting", row.due_at, _("About to be sent"))
