"""Told once (一次告知): one complete list of what is missing, and the resident's answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Case, Supplement, Task
from linli.engines.cases.queries.access import case_to_answer
from linli.engines.cases.queries.cases import waiting_list
from linli.engines.cases.queries.sealing import document_of, seal, unseal
from linli.engines.cases.services import promises
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.services.papers import check_all, take_files
from linli.engines.cases.services.tasks import live_task, lock_case, supervised_task
from linli.engines.cases.values import (
    Ask,
    CasePermission,
    CaseState,
    EventKind,
    IncompleteError,
    NotAllowedNowError,
    PartyKind,
    SecondListError,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import InvalidError, Problem
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from linli.foundation.actors.values import Actor, Holding


@transaction.atomic
def request_supplement(
    actor: Actor, *, task_id: str, asks: Sequence[Ask], reason: str = "", now: datetime
) -> str:
    """Ask for everything that is missing at once; the clock stops.

    A second list at the same stage is the superior's to send, with a reason, and is counted
    (行政许可法 32: told completely and once). Of stages side by side one asks at a time. Returns
    the public id of the list, for its printed notice. Raises `SecondListError` for anybody else.
    """
    task, case, holding, is_superior = _asker(actor, task_id=task_id, now=now)
    item = catalogue.version(case.version_id)
    is_stage = task.kind == TaskKind.STAGE and task.state == TaskState.OPEN
    if not (is_stage and item.flow.stage(task.stage).may_supplement) or waiting_list(case):
        raise NotAllowedNowError
    if not asks:
        raise InvalidError(
            problems=[Problem("asks", "required", _("Please name at least one thing."))]
        )
    before = Supplement.objects.filter(case=case, stage=task.stage, cause="").count()
    if before and not is_superior:
        raise SecondListError
    if before and not reason.strip():
        raise InvalidError(
            code="second_supplement",
            problems=[
                Problem(
                    "reason",
                    "required",
                    _("Please say why a second list is needed; it is counted."),
                )
            ],
        )
    words = {"asks": [asdict(ask) for ask in asks], "reason": reason.strip()}
    row = Supplement.objects.create(
        case=case,
        task=task,
        stage=task.stage,
        ordinal=before + 1,
        sealed=seal(case, words),
        asked_at=now,
    )
    Task.objects.filter(pk=task.pk, state=TaskState.OPEN).update(state=TaskState.WAITING)
    case.state = CaseState.SUPPLEMENT
    case.told_once_extra += 1 if before else 0
    append(
        case,
        actor,
        [
            Happening(
                EventKind.SUPPLEMENT_REQUESTED,
                {"stage": task.stage, "ordinal": before + 1, "count": len(asks)},
                words,
                task.public_id,
            )
        ],
        now=now,
        holding=holding,
    )
    refresh_days(case)
    case.save()
    return str(row.public_id)


@transaction.atomic
def answer_supplement(
    actor: Actor,
    *,
    case_id: str,
    answers: Mapping[str, Any] | None = None,
    materials: Mapping[str, Any] | None = None,
    note: str = "",
    now: datetime,
) -> None:
    """Hand in what was asked for: changed answers, files, a note; the clock runs again.

    `answers` are merged section by section over what was said before and checked as a whole.
    Raises `IncompleteError` naming what is still wrong; nothing is stored then.
    """
    actor.require_any(CasePermission.ANSWER, CasePermission.INTAKE)
    case = lock_case(case_to_answer(actor, case_id, now=now).pk)
    waiting = waiting_list(case)
    if waiting is None:
        raise NotAllowedNowError
    document = merged(document_of(case), answers or {}, materials or {})
    document.pop("records", None)  # what stages wrote down stays where it was written
    _require_asked(unseal(case, waiting.sealed), answers or {}, materials or {}, note)
    item = catalogue.version(case.version_id)
    complete = check_all(item, document, now=now, promised=promises.promised_in(document))
    if complete.problems:
        raise IncompleteError(problems=complete.problems)
    take_files(actor, case, item, {**document, "answers": complete.answers})
    promises.follow_all(case, item, materials or {}, now=now)
    waiting.answered_at = now
    waiting.save(update_fields=["answered_at"])
    Task.objects.filter(pk=waiting.task_id, state=TaskState.WAITING).update(state=TaskState.OPEN)
    case.state = CaseState.HANDLING if case.accepted_on else CaseState.RECEIVED
    case.sheltered_until = _sheltered_until(case, document["answers"], now=now)
    append(
        case,
        actor,
        [
            Happening(
                EventKind.SUPPLEMENT_ANSWERED,
                {"stage": waiting.stage},
                document | {"note": note.strip()},
                waiting.task.public_id,
            )
        ],
        now=now,
    )
    refresh_days(case)
    case.save()


def _sheltered_until(case: Case, answers: Mapping[str, Any], *, now: datetime) -> date | None:
    applicant = case.parties.filter(kind=PartyKind.APPLICANT).values_list("person_id", flat=True)
    return people.sheltered_until(answers, person_id=applicant.first(), today=on_day(now))


def _asker(actor: Actor, *, task_id: str, now: datetime) -> tuple[Task, Case, Holding, bool]:
    """Return the task, its locked case, the post, and whether the actor supervises the office."""
    if actor.may(CasePermission.SUPERVISE):
        found = supervised_task(actor, task_id=task_id)
        if found is not None and found[0].kind == TaskKind.STAGE:
            return *found, True
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    return task, case, holding, False


def merged(
    document: Mapping[str, Any], answers: Mapping[str, Any], materials: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the document with new answers over the old ones, section by section."""
    old = document.get("answers", {})
    joined = {
        section: {**old.get(section, {}), **answers.get(section, {})}
        for section in {**old, **answers}
    }
    return {
        **document,
        "answers": joined,
        "materials": {**document.get("materials", {}), **materials},
    }


def _require_asked(
    words: Mapping[str, Any],
    answers: Mapping[str, Any],
    materials: Mapping[str, Any],
    note: str,
) -> None:
    """Refuse an answer that leaves one of the asked papers out."""
    problems = [
        Problem(f"materials.{ask['ref']}", "required", _("This paper was asked for."))
        for ask in words["asks"]
        if ask["kind"] == "material" and not materials.get(ask["ref"])
    ]
    if not (answers or materials or note.strip()):
        problems.append(Problem("note", "required", _("Please add what was asked for.")))
    if problems:
        raise IncompleteError(problems=problems)
