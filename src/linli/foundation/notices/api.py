"""Notices for programs: what waits, that it was read, and what their reader wishes."""

from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Text
from linli.foundation.calls.values import Call
from linli.foundation.notices import queries, services
from linli.foundation.notices.schemas import (
    CountOut,
    InboxOut,
    NoticeOut,
    PreferencesGiven,
    PreferencesOut,
    Stopped,
)
from linli.foundation.notices.values import Group, NoticeView, Preferences, Via

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


@router.get(
    "/notices/preferences",
    response=PreferencesOut,
    summary=_("How soon each group of notices goes out on each way, and the quiet hours"),
)
def preferences(request: Call) -> dict[str, Any]:
    found = queries.preferences(request.actor)
    choices = [
        {"group": group, "via": via, "pace": found.pace(group, via)}
        for group in Group
        for via in Via
    ]
    return {
        "choices": choices,
        "quiet_from": found.quiet_from,
        "quiet_until": found.quiet_until,
        "digest_hour": found.digest_hour,
    }


@router.put(
    "/notices/preferences",
    response={204: None},
    summary=_("Change how soon notices go out; what is not named goes out at once"),
)
def save_preferences(request: Call, body: PreferencesGiven) -> None:
    wished = Preferences(
        paces={(one.group, one.via): one.pace for one in body.choices},
        quiet_from=body.quiet_from,
        quiet_until=body.quiet_until,
        digest_hour=body.digest_hour,
    )
    services.save_preferences(request.actor, preferences=wished, now=clock.now())


@router.post(
    "/notices/stop",
    auth=None,
    response={204: None},
    summary=_("Stop the e-mail that a signed link names"),
)
def unsubscribe(request: Call, body: Stopped) -> None:
    del request
    services.unsubscribe(body.token, now=clock.now())
