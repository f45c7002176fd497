"""Public notice (公示): posted for its days, taken down by itself; objections are looked into.

Source: 社会救助暂行办法 12 (posting before a decision); 个人信息保护法 25 (no more in public than
must be). Only the fields that the item names, names masked, never a sealed case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Case, Objection, PublicNotice, Task
from linli.engines.cases.queries.sealing import document_of, seal
from linli.engines.cases.queries.standing import kept_lines, notice_lines
from linli.engines.cases.rules import clock
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.services.moving import move
from linli.engines.cases.services.stages import close, way
from linli.engines.cases.services.tasks import live_task, lock_case, required_reason
from linli.engines.cases.values import (
    LIVE_TASKS,
    EventKind,
    NotAllowedNowError,
    NoticeOverError,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import QUIET
from linli.foundation.actors.values import SYSTEM, Actor
from linli.foundation.calendar import queries as calendar
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem

if TYPE_CHECKING:
    from datetime import datetime


MOST_OBJECTIONS = 20  # open ones, of one notice: more are a campaign, and the office knows by then
BATCH = 500


@transaction.atomic
def post_notice(actor: Actor, *, task_id: str, now: datetime) -> str:
    """Announce what the item names of a case, for its days; returns the notice's public id.

    The day of posting is not counted (民法典 201). Raises `NotAllowedNowError` where the stage
    announces nothing, or it is posted already, and for every sealed case.
    """
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    item = catalogue.version(case.version_id)
    rule = item.flow.stage(task.stage).notice if task.kind == TaskKind.STAGE else None
    is_posted = PublicNotice.objects.filter(task=task).exists()
    if rule is None or is_posted or task.state != TaskState.OPEN or case.compartment:
        raise NotAllowedNowError
    today = on_day(now)
    last = clock.since(rule.posted, today, calendar=calendar.site_calendar()).due_on
    lines = kept_lines(notice_lines(case, item, rule, document_of(case)))
    row = PublicNotice.objects.create(
        case=case,
        task=task,
        item_code=case.item_code,
        division_code=case.division_code,
        sealed=seal(case, {"lines": lines}),
        posted_on=today,
        last_on=last or today,
    )
    Task.objects.filter(pk=task.pk).update(state=TaskState.STANDING)
    data = {"stage": task.stage, "last": row.last_on.isoformat()}
    happening = Happening(EventKind.NOTICE_POSTED, data, task=task.public_id)
    append(case, actor, [happening], now=now, holding=holding)
    case.save()
    return str(row.public_id)


@transaction.atomic
def object_to(
    actor: Actor, *, notice_id: str, name: str, contact: str, words: str, now: datetime
) -> str:
    """Object to a public notice while it is posted; returns the objection's public id.

    Anybody may, signed in or not: the name and how to be reached are asked, because whoever objects
    is told what was found. Raises `NotFoundError`, `NoticeOverError`, `InvalidError`.
    """
    found = PublicNotice.objects.filter(public_id=notice_id).first()
    if found is None:
        raise NotFoundError
    case = lock_case(found.case_id)
    found.refresh_from_db()
    if found.taken_down_at is not None or found.last_on < on_day(now):
        raise NoticeOverError
    said = {"name": name.strip(), "contact": contact.strip(), "words": words.strip()}
    problems = [Problem(key, "required", ASKED[key]) for key, text in said.items() if not text]
    if not problems and found.objections.filter(closed_at=None).count() >= MOST_OBJECTIONS:
        problems = [Problem("words", "too_many", TOO_MANY)]
    if problems:
        raise InvalidError(problems=problems)
    task = Task.objects.create(
        case=case,
        kind=TaskKind.OBJECTION,
        stage=found.task.stage,
        organisation_id=found.task.organisation_id,
        role=found.task.role,
        state=TaskState.OPEN,
        opened_at=now,
        opened_on=on_day(now),
        due_on=found.task.due_on,
    )
    row = Objection.objects.create(
        notice=found,
        task=task,
        account_id=actor.account_id,
        sealed=seal(case, said),
        made_at=now,
    )
    happening = Happening(EventKind.OBJECTION_MADE, {"stage": task.stage}, task=task.public_id)
    append(case, SYSTEM, [happening], now=now)  # who objected stays out of the history
    case.save()
    return str(row.public_id)


ASKED = {
    "name": _("Please give your name; it is not made public and the applicant does not see it."),
    "contact": _("Please say how we can reach you to tell you what was found."),
    "words": _("Please say what is not right."),
}
TOO_MANY = _("The office has many objections to this notice already. Please call it instead.")


@transaction.atomic
def close_objection(
    actor: Actor, *, task_id: str, is_upheld: bool, finding: str, now: datetime
) -> None:
    """Say what was found about an objection; an upheld one brings the case back to the desk."""
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    if task.kind != TaskKind.OBJECTION:
        raise NotAllowedNowError
    words = {"finding": required_reason(finding)}
    close(task, actor, outcome="upheld" if is_upheld else "unfounded", now=now)
    Objection.objects.filter(task=task).update(
        is_upheld=is_upheld, finding_sealed=seal(case, words), closed_at=now
    )
    data = {"stage": task.stage, "upheld": is_upheld}
    happening = Happening(EventKind.OBJECTION_CLOSED, data, words, task.public_id)
    append(case, actor, [happening], now=now, holding=holding)
    case.save()
    _settle(PublicNotice.objects.get(objections__task=task), case, now=now)


def take_down(actor: Actor = SYSTEM, *, now: datetime) -> int:
    """Take down every notice whose days are over, with its lines; return how many."""
    due = PublicNotice.objects.filter(taken_down_at=None, last_on__lt=on_day(now))
    ids = list(due.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return sum(_take_down(actor, pk, now=now) for pk in ids)


@transaction.atomic
def _take_down(actor: Actor, pk: int, *, now: datetime) -> bool:
    case = lock_case(PublicNotice.objects.values_list("case_id", flat=True).get(pk=pk))
    rows = PublicNotice.objects.filter(pk=pk, taken_down_at=None)
    if not rows.update(taken_down_at=now, sealed=None):
        return False
    notice = PublicNotice.objects.select_related("task").get(pk=pk)
    data = {"stage": notice.task.stage, "count": notice.objections.count()}
    append(
        case,
        actor,
        [Happening(EventKind.NOTICE_ENDED, data, task=notice.task.public_id)],
        now=now,
    )
    case.save()
    _settle(notice, case, now=now)
    return True


def _settle(notice: PublicNotice, case: Case, *, now: datetime) -> None:
    """Go on once the days are over and every objection is looked into."""
    task = Task.objects.get(pk=notice.task_id)
    task.case = case
    waits = notice.taken_down_at is None or notice.objections.filter(closed_at=None).exists()
    if waits or task.state not in LIVE_TASKS:
        return
    if notice.objections.filter(is_upheld=True).exists():
        Task.objects.filter(pk=task.pk).update(state=TaskState.OPEN)
        return
    item = catalogue.version(case.version_id)
    if chosen := way(case, item, task.stage, QUIET):
        move(SYSTEM, task=task, case=case, chosen=chosen, words="", by_itself="time", now=now)
