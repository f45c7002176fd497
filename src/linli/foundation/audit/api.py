"""The log of acts for programs of auditors."""

from typing import Annotated, Any

from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import AwareDatetime

from linli.foundation.audit import queries
from linli.foundation.audit.schemas import EntryPageOut
from linli.foundation.audit.values import EntryFilter
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Limit, Text
from linli.foundation.calls.values import Call

router = Router()
AccountId = Annotated[int, Query(ge=1, le=rules.LARGEST)]


@router.get(
    "/audit/entries",
    response=EntryPageOut,
    summary=_("Acts under the divisions of one's audit post, newest first"),
)
def entries(
    request: Call,
    account_id: AccountId | None = None,
    act: Text = "",
    kind: Text = "",
    subject: Text = "",
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    cursor: Text = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    asked = EntryFilter(account_id, act, kind, subject, since, until)
    found = queries.entries(request.actor, asked=asked, before=rules.number(cursor), limit=limit)
    return {"items": found.entries, "next": rules.cursor(found.next_before)}
