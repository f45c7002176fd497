"""What happened in a case puts it onto lists: once a list, whatever comes again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from linli.engines.cases import queries as cases
from linli.engines.lists.models import ListLine, OutsideList
from linli.engines.lists.queries.definitions import definition
from linli.engines.lists.rules import is_reached
from linli.engines.lists.values import LineState
from linli.foundation.calendar import queries as calendar
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.jobs.values import Message


@transaction.atomic
def open_lines(message: Message, *, now: datetime) -> None:
    """Open a line on each list that the events of one transition reach."""
    payload = message.payload
    happened = cases.happened(payload["case"], first=payload["first"], last=payload["last"])
    for row in OutsideList.objects.filter(is_offered=True).order_by("pk"):
        shape = definition(row)
        stage = "" if isinstance(shape.when, str) else shape.when.stage
        when = shape.when if isinstance(shape.when, str) else "stage"
        if happened.item_code not in shape.items or not is_reached(when, stage, happened.events):
            continue
        office = organisations.responsible(
            function=shape.by.function, level=shape.by.level, division_code=happened.division_code
        )
        if office is None:
            continue
        due = calendar.site_calendar().add_working_days(localdate(now), shape.due)
        line = ListLine(
            outside_list=row,
            case_id=payload["case"],
            organisation_id=office.id,
            compartment=happened.compartment,
            state=LineState.OPEN,
            opened_at=now,
            due_on=due.day,
        )
        ListLine.objects.bulk_create([line], ignore_conflicts=True)
