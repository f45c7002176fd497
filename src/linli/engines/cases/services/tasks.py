"""Who holds a task: finding it, taking it on, giving it back, passing it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Case, CaseAccess, CaseEvent, Task
from linli.engines.cases.queries.access import supervised_tasks
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.values import (
    LIVE_TASKS,
    AlreadyDoneError,
    CasePermission,
    EventKind,
    NotAllowedNowError,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError, Problem
from linli.foundation.formspec.values.sentences import filled
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.organisations.values import STANDS_IN, Function, OrganisationView
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from linli.engines.catalogue.values import Handler
    from linli.foundation.actors.values import Actor, Holding, Role

LED = frozenset({Function.GOVERNMENT, Function.STREET_OFFICE})


def lock_case(case_id: int) -> Case:
    """Load a case for writing: a row lock on PostgreSQL, the write transaction on SQLite."""
    return Case.objects.select_for_update().get(pk=case_id)


def live_task(
    actor: Actor,
    *,
    task_id: str,
    permission: CasePermission = CasePermission.HANDLE,
    now: datetime,
) -> tuple[Task, Case, Holding]:
    """Return a task that this actor handles, its locked case, and the post through which.

    One that a colleague on the other seat holds who is away today is taken over first: B has the
    same powers and may not wait for A (AB岗).

    Raises `NotFoundError` where the actor's organisation has no such task, and `AlreadyDoneError`
    with the name of whoever was faster.
    """
    actor.require(permission)
    task = (
        Task.objects.filter(public_id=task_id, organisation_id__in=actor.organisation_ids)
        .select_related("case")
        .first()
    )
    if task is None:
        raise NotFoundError
    found = [held for held in actor.holdings if held.organisation_id == task.organisation_id]
    keyed = [held for held in found if task.case.compartment in {"", *held.compartments}]
    if not keyed:
        raise NotFoundError  # a sealed task is not there for the colleague beside
    holding = next((held for held in keyed if str(held.role) == task.role), None)
    if holding is None:
        raise ForbiddenError
    case = lock_case(task.case_id)
    if case.compartment and case.compartment not in holding.compartments:
        raise NotFoundError
    task.refresh_from_db()
    task.case = case
    if task.state not in LIVE_TASKS:
        raise already_done(task)
    if task.organisation_id != holding.organisation_id:
        raise NotFoundError
    if task.holder_id not in {None, actor.account_id}:
        _stand_in(actor, task, holding, now=now)
    return task, case, holding


def _stand_in(actor: Actor, task: Task, holding: Holding, *, now: datetime) -> None:
    """Take a task over from a colleague who is away; leaves it where the colleague is here."""
    covered = accounts.covered_by(actor, today=on_day(now))
    until = covered.get((task.holder_id or 0, task.organisation_id, holding.role))
    if until is None:
        return
    task.absent_id, task.holder_id = task.holder_id, actor.account_id
    task.save(update_fields=["absent_id", "holder_id"])
    happening = Happening(
        EventKind.STOOD_IN, {"for": task.absent_id, "until": str(until)}, task=task.public_id
    )
    append(task.case, actor, [happening], now=now, holding=holding)
    task.case.save()


def supervised_task(actor: Actor, *, task_id: str) -> tuple[Task, Case, Holding] | None:
    """Return a task in the actor's line, its locked case, and the post in whose line it is."""
    task = supervised_tasks(actor).filter(public_id=task_id).first()
    if task is None:
        return None
    case = lock_case(task.case_id)
    task.refresh_from_db()
    task.case = case
    code = organisations.organisation(task.organisation_id).division_code
    for held in actor.holdings_for(CasePermission.SUPERVISE):
        if contains(held.division_code, code) and case.compartment in {"", *held.compartments}:
            return task, case, held
    return None  # it left the line while we waited for the lock


def already_done(task: Task) -> AlreadyDoneError:
    """Return the error that says who did what with the task."""
    last = (
        CaseEvent.objects.filter(case_id=task.case_id, task=task.public_id).order_by("seq").last()
    )
    who = accounts.display_name(last.account_id) if last and last.account_id else ""
    what = EventKind(last.kind).label if last else ""
    sentence = _("%(who)s was a moment earlier: “%(what)s”. Nothing of yours was changed.")
    return AlreadyDoneError(filled(sentence, {"who": who or _("A colleague"), "what": what}))


def required_reason(reason: str) -> str:
    """Return the reason, stripped; raises `InvalidError` if nothing was written."""
    if not reason.strip():
        raise InvalidError(
            problems=[Problem("reason", "required", _("Please say why; the reader needs it."))]
        )
    return reason.strip()


def head_of(organisation_id: int) -> tuple[OrganisationView, Role]:
    """Return who leads above an office: its own head, or the government above a department."""
    body = organisations.organisation(organisation_id)
    while body.function not in LED and body.parent_id is not None:
        body = organisations.organisation(body.parent_id)
    return body, organisations.leader_role(body)


def open_tasks(
    case: Case, openings: list[tuple[str, OrganisationView, str]], *, now: datetime
) -> list[Task]:
    """Insert one task for each (stage, organisation, role) and write the grounds to see it."""
    tasks = Task.objects.bulk_create(
        Task(
            case=case,
            kind=TaskKind.STAGE,
            stage=stage,
            organisation_id=organisation.id,
            role=role,
            state=TaskState.OPEN,
            opened_at=now,
            opened_on=on_day(now),
        )
        for stage, organisation, role in openings
    )
    give_access(case, [organisation for _stage, organisation, _role in openings])
    return tasks


def give_access(
    case: Case, bodies: Sequence[OrganisationView], *, intake: Sequence[Holding] = ()
) -> None:
    """Write the ground on which each organisation may see the case."""
    found = {body.id: body.division_code for body in bodies}
    found |= {held.organisation_id: held.division_code for held in intake}
    CaseAccess.objects.bulk_create(
        (
            CaseAccess(case=case, organisation_id=body, division_code=code)
            for body, code in found.items()
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def claim(actor: Actor, *, task_id: str, now: datetime) -> None:
    """Take a task on, so that colleagues see who is at it.

    Raises `AlreadyDoneError` if a colleague holds it.
    """
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    taken = Task.objects.filter(pk=task.pk, holder_id=None).update(holder_id=actor.account_id)
    if not taken and task.holder_id != actor.account_id:
        raise already_done(task)
    if taken:
        append(
            case,
            actor,
            [Happening(EventKind.CLAIMED, task=task.public_id)],
            now=now,
            holding=holding,
        )
        case.save()


@transaction.atomic
def release(actor: Actor, *, task_id: str, now: datetime) -> None:
    """Give a task back to the queue of the organisation."""
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    if task.holder_id != actor.account_id:
        raise NotAllowedNowError
    task.holder_id = None
    task.save(update_fields=["holder_id"])
    append(
        case, actor, [Happening(EventKind.RELEASED, task=task.public_id)], now=now, holding=holding
    )
    case.save()


@transaction.atomic
def return_task(actor: Actor, *, task_id: str, reason: str, now: datetime) -> None:
    """Return a task that is another office's: it goes to the superior, who names the right one."""
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    if task.kind != TaskKind.STAGE or task.state != TaskState.OPEN:
        raise NotAllowedNowError
    head, role = head_of(task.organisation_id)
    words = {"reason": required_reason(reason)}
    Task.objects.filter(pk=task.pk).update(organisation_id=head.id, role=role, holder_id=None)
    give_access(case, [head])
    append(
        case,
        actor,
        [Happening(EventKind.RETURNED, words=words, task=task.public_id)],
        now=now,
        holding=holding,
    )
    case.save()


def _could_be_responsible(target: OrganisationView, handler: Handler) -> bool:
    """Say whether a stage can be passed to an office: its kind and level, or who stands in."""
    functions = {handler.function, STANDS_IN.get(handler.function, handler.function)}
    return target.function in functions and target.level == handler.level and target.is_in_force


@transaction.atomic
def reassign(
    actor: Actor, *, task_id: str, organisation_id: int, reason: str, now: datetime
) -> None:
    """Pass a task to the right office; the clock of the stage starts anew there.

    The superior of the office that holds it may do this, and nobody else.
    """
    actor.require(CasePermission.SUPERVISE)
    found = supervised_task(actor, task_id=task_id)
    if found is None:
        raise NotFoundError
    task, case, held = found
    if task.state not in LIVE_TASKS:
        raise already_done(task)
    if task.kind != TaskKind.STAGE:  # a call-back or an extension stays with the superior
        raise NotAllowedNowError
    target = organisations.organisation(organisation_id)
    handler = catalogue.version(case.version_id).flow.stage(task.stage).by
    if not _could_be_responsible(target, handler):
        raise NotFoundError
    task.organisation_id, task.role, task.holder_id = target.id, handler.role, None
    task.save(update_fields=["organisation_id", "role", "holder_id"])
    give_access(case, [target])
    append(
        case,
        actor,
        [
            Happening(
                EventKind.REASSIGNED,
                {"to": target.id, "stage": task.stage},
                {"reason": required_reason(reason)},
                task.public_id,
            )
        ],
        now=now,
        holding=held,
    )
    refresh_days(case)
    case.save()
