"""A family member takes the agreement back while the case runs, or gives it again.

Source: 个人信息保护法 15 and 16: consent may be withdrawn at any time, what was done before stays
lawful, and nobody is refused for it unless the data are needed. See docs/decisions/0019.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from linli.engines.cases.models import Supplement, Task
from linli.engines.cases.queries.cases import waiting_list
from linli.engines.cases.queries.sealing import seal
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.services.tasks import lock_case
from linli.engines.cases.values import (
    OPEN_STATES,
    Ask,
    AskKind,
    CaseState,
    EventKind,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import SYSTEM

if TYPE_CHECKING:
    from datetime import date, datetime

    from linli.engines.cases.models import Case
    from linli.engines.cases.values import AgreementWay
    from linli.foundation.actors.values import Actor

CAUSE = "authorisation"
SETTLE_DAYS = "authorisation_settle_days"
SETTLE_DEFAULT = 10  # calendar days, where the city's pack says nothing: an assumption


def revoked(actor: Actor, *, case: Case, name: str, way: AgreementWay, now: datetime) -> None:
    """Stop the case for a member who took the agreement back; the applicant is asked to settle it.

    Where the resident is asked for something already, or the clock is stopped, nothing more is
    asked: office and applicant are told.
    """
    days = _settle_days(case, on_day(now))
    settle_by = on_day(now) + timedelta(days=days)
    task = _task_at_work(case)
    if task is not None:
        _ask(case, task, name=name, settle_by=settle_by, now=now)
    stage = {"stage": task.stage, "paused": True} if task else {}
    data = {**stage, "way": way, "days": days, "settle_by": settle_by.isoformat()}
    happening = Happening(
        EventKind.AUTHORISATION_REVOKED, data, {"member": name}, task.public_id if task else None
    )
    append(case, actor, [happening], now=now)
    refresh_days(case)
    case.save()


def renewed(actor: Actor, *, case: Case, name: str, way: AgreementWay, now: datetime) -> None:
    """Go on where the member agreed again: what was asked for is settled."""
    _go_on(actor, case, EventKind.AUTHORISATION_RENEWED, {"way": way}, {"member": name}, now=now)


def settle(*, now: datetime) -> int:
    """Let cases go on whose applicants did not settle it in time; returns how many.

    Decided on what is there: the member's data are asked for no more.
    """
    late = Supplement.objects.filter(cause=CAUSE, answered_at=None, settle_by__lt=on_day(now))
    ids = list(late.filter(case__state__in=OPEN_STATES).values_list("case_id", flat=True)[:500])
    return sum(_settle(pk, now=now) for pk in ids)


@transaction.atomic
def _settle(case_pk: int, *, now: datetime) -> bool:
    case = lock_case(case_pk)
    waiting = waiting_list(case)
    if waiting is None or waiting.cause != CAUSE:
        return False
    _go_on(SYSTEM, case, EventKind.UNSETTLED, {}, None, now=now)
    return True


def _go_on(
    actor: Actor,
    case: Case,
    kind: EventKind,
    data: dict[str, str],
    words: dict[str, str] | None,
    *,
    now: datetime,
) -> None:
    waiting = waiting_list(case)
    task = None
    if waiting is not None and waiting.cause == CAUSE:
        task = waiting.task
        waiting.answered_at = now
        waiting.save(update_fields=["answered_at"])
        Task.objects.filter(pk=task.pk, state=TaskState.WAITING).update(state=TaskState.OPEN)
        case.state = CaseState.HANDLING if case.accepted_on else CaseState.RECEIVED
    went_on = {"stage": task.stage, "resumed": True} if task else {}
    happening = Happening(kind, data | went_on, words, task.public_id if task else None)
    append(case, actor, [happening], now=now)
    refresh_days(case)
    case.save()


def _settle_days(case: Case, today: date) -> int:
    known = catalogue.parameters(today, case.division_code)
    return int(known.get(SETTLE_DAYS, SETTLE_DEFAULT))


def _task_at_work(case: Case) -> Task | None:
    """Return the stage that stops: the first at work, unless a list waits already."""
    if waiting_list(case) is not None:
        return None
    rows = Task.objects.filter(case=case, kind=TaskKind.STAGE, state=TaskState.OPEN)
    return rows.order_by("pk").first()


def _ask(case: Case, task: Task, *, name: str, settle_by: date, now: datetime) -> None:
    before = Supplement.objects.filter(case=case, stage=task.stage, cause=CAUSE).count()
    ask = Ask(AskKind.OTHER, "", _words(name, settle_by))
    Supplement.objects.create(
        case=case,
        task=task,
        stage=task.stage,
        cause=CAUSE,
        ordinal=before + 1,
        settle_by=settle_by,
        sealed=seal(case, {"asks": [asdict(ask)], "reason": ""}),
        asked_at=now,
    )
    Task.objects.filter(pk=task.pk).update(state=TaskState.WAITING)
    case.state = CaseState.SUPPLEMENT


def _words(name: str, settle_by: date) -> str:
    """Return what the applicant reads, in both languages: it is kept as it was said."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            day = formats.date_format(settle_by, "DATE_FORMAT")
            said.append(
                _(
                    "%(name)s took back the agreement to being looked up. Please let %(name)s "
                    "agree again, or tell us here what we should use instead, by %(day)s. After "
                    "that we decide on the papers that are here."
                )
                % {"name": name, "day": day}
            )
    return "\n".join(said)
