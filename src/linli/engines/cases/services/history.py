"""How a transition is written: lock the case, append chained events, keep the derived days true."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from linli.engines.cases.models import Case, CaseEvent, Task
from linli.engines.cases.queries.cases import facts
from linli.engines.cases.queries.sealing import event_payload, seal
from linli.engines.cases.rules import clock, clockwork
from linli.engines.cases.values import HAPPENED, LIVE_TASKS, ClockEvent, EventKind, TaskKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.audit import chain
from linli.foundation.calendar import queries as calendar
from linli.foundation.jobs import services as jobs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from linli.engines.catalogue.values import Flow
    from linli.foundation.actors.values import Actor, Holding
    from linli.foundation.calendar.rules import Calendar

TOPIC = HAPPENED


@dataclass(frozen=True)
class Happening:
    """An event to be written: its kind, facts without personal data, and words that are sealed."""

    kind: EventKind
    data: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Any] | None = None
    task: UUID | None = None
    organisation_id: int | None = None


def on_day(moment: datetime) -> date:
    """Return the site's date of a moment."""
    return timezone.localdate(moment)


def prepare(
    case: Case,
    actor: Actor,
    happenings: Sequence[Happening],
    *,
    now: datetime,
    holding: Holding | None = None,
) -> list[CaseEvent]:
    """Return events chained behind the last one and move the head of the chain on the case."""
    rows = []
    for happening in happenings:
        case.last_seq += 1
        row = CaseEvent(
            case=case,
            seq=case.last_seq,
            kind=happening.kind,
            at=now,
            on=on_day(now),
            account_id=actor.account_id,
            post_id=holding.post_id if holding else None,
            organisation_id=happening.organisation_id
            or (holding.organisation_id if holding else None),
            task=happening.task,
            data=dict(happening.data),
            sealed=seal(case, happening.words) if happening.words else None,
        )
        case.last_digest = row.digest = chain.digest(
            bytes(case.last_digest) or chain.GENESIS, event_payload(case, row)
        )
        rows.append(row)
    return rows


def store(rows: Sequence[CaseEvent], *, now: datetime) -> None:
    """Insert the events of a saved case and promise their follow-up."""
    CaseEvent.objects.bulk_create(rows)
    case, first, last = rows[0].case, rows[0].seq, rows[-1].seq
    jobs.emit(
        TOPIC,
        key=f"case:{case.public_id}:{first}",
        payload={"case": case.pk, "first": first, "last": last},
        now=now,
    )


def append(
    case: Case,
    actor: Actor,
    happenings: Sequence[Happening],
    *,
    now: datetime,
    holding: Holding | None = None,
) -> None:
    """Write events behind the last one and promise their follow-up; the caller saves the case."""
    store(prepare(case, actor, happenings, now=now, holding=holding), now=now)


def refresh_days(case: Case) -> None:
    """Compute the due days of the case and its live tasks anew from the events; saves the tasks."""
    item = catalogue.version(case.version_id)
    days = calendar.site_calendar()
    history = facts(case.events.order_by("seq").only("kind", "on", "task", "data"))
    whole = clock.read(item.case_limit, clockwork.of_case(history), calendar=days)
    case.due_on, case.is_due_provisional = whole.due_on, whole.is_provisional
    entered = [one.on for one in history if one.kind == EventKind.TAKEN_OVER]
    tasks = list(Task.objects.filter(case=case, state__in=LIVE_TASKS, kind=TaskKind.STAGE))
    for task in tasks:
        events = clockwork.of_task(
            history,
            task=task.public_id,
            opened_on=task.opened_on,
            is_intake=task.stage == item.flow.first,
        )
        reading = clock.read(item.flow.stage(task.stage).limit, events, calendar=days)
        task.due_on, task.half_on = reading.due_on, reading.half_on
        task.is_due_provisional = reading.is_provisional
        # Nobody was silent here before the case was here: of one taken over from paper silence
        # counts from that day, while the office's own last day stays that of the paper.
        since = max([task.opened_on, *entered])
        quiet = [ClockEvent("start", since, why=EventKind.STAGE_OPENED), *events[1:]]
        task.silent_on = silence_of(item.flow, task.stage, quiet, calendar=days)
    Task.objects.bulk_update(tasks, ["due_on", "half_on", "is_due_provisional", "silent_on"])


def silence_of(
    flow: Flow, stage_id: str, events: Sequence[ClockEvent], *, calendar: Calendar
) -> date | None:
    """Return the day after which silence at the intake is acceptance, where the item says so.

    Source: 行政许可法 32(4): no word within five days is acceptance on the day of receipt.
    """
    if stage_id != flow.first or flow.silence_accepts_after is None:
        return None
    return clock.read(flow.silence_accepts_after, events, calendar=calendar).due_on
