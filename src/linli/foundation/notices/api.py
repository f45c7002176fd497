"""Notices for programs: what waits, and that it was read."""

from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Text
from linli.foundation.calls.values import Call
from linli.foundation.notices import queries, services
from linli.foundation.notices.schemas import CountOut, InboxOut, NoticeOut
from linli.foundation.notices.values import NoticeView

router = Router()


@router.get("/notices", response=InboxOut, summary=_("Notices in one's account, unread first"))
def inbox(request: Call, cursor: Text = "") -> dict[str, Any]:
    found = queries.inbox(request.actor, before=rules.number(cursor))
    return {"unread": found.unread, "read": found.read, "next": rules.cursor(found.next_before)}


@router.post(
    "/notices/{int:notice_id}/open",
    response=NoticeOut,
    summary=_("Read a notice: it counts as read"),
)
def open_notice(request: Call, notice_id: int) -> NoticeView:
    return services.open_notice(request.actor, notice_id=notice_id, now=clock.now())


@router.post("/notices/read-all", response=CountOut, summary=_("Mark all notices read"))
def mark_all_read(request: Call) -> dict[str, int]:
    return {"count": services.mark_all_read(request.actor, now=clock.now())}
