"""The purpose log for programs of auditors."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router
from pydantic import AwareDatetime

from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Limit, Text
from linli.foundation.calls.values import Call
from linli.foundation.exchange import queries
from linli.foundation.exchange.schemas import LookupPageOut
from linli.foundation.exchange.values import EntryFilter

router = Router()


@router.get(
    "/exchange/entries",
    response=LookupPageOut,
    summary=_("Questions to registers under the divisions of one's audit post, newest first"),
)
def entries(
    request: Call,
    register_id: Text = "",
    outcome: Text = "",
    purpose: Text = "",
    subject: UUID | None = None,
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    cursor: Text = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    of = str(subject) if subject else ""
    asked = EntryFilter(register_id, outcome, purpose, of, since, until)
    found = queries.entries(request.actor, asked=asked, before=rules.number(cursor), limit=limit)
    return {"items": found.entries, "next": rules.cursor(found.next_before)}
