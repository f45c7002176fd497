"""Papers that may follow (容缺后补): promised with a date, followed up, handed in or not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Case, PaperPromise, Task
from linli.engines.cases.queries import promises as known
from linli.engines.cases.queries.access import case_to_answer
from linli.engines.cases.queries.drafts import draft_of, open_document
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.services.draft_keeping import store_draft
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.services.papers import broken, take_files
from linli.engines.cases.services.tasks import live_task, lock_case, required_reason
from linli.engines.cases.values import (
    LIVE_TASKS,
    CasePermission,
    EventKind,
    IncompleteError,
    NotAllowedNowError,
    PromiseState,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import SYSTEM
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from linli.foundation.actors.values import Actor

BEFORE = timedelta(days=3)
SOON, TODAY = 1, 2
AT_ONCE = 500


@transaction.atomic
def promise_paper(
    actor: Actor, *, draft_id: str, material_id: str, on: date | None, now: datetime
) -> None:
    """Promise a paper of a draft for a day instead of adding it now; None takes that back.

    Raises `InvalidError` for a paper that may not follow, and for a day beyond its limit.
    """
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    item, document = catalogue.published(draft.item_code), open_document(draft)
    material = next((one for one in item.materials if one.id == material_id), None)
    if material is None:
        raise NotFoundError
    given = [one for one in document["materials"].get(material_id, []) if "promise" not in one]
    if on is not None:
        promise = {"promise": on.isoformat()}
        faults = [
            *broken(
                item,
                [material],
                document["answers"],
                {material_id: [promise]},
                today=on_day(now),
            )
        ]
        if faults:
            raise InvalidError(problems=faults)
        given.append(promise)
    document["materials"][material_id] = given
    store_draft(draft, document, now=now)


def promised_in(document: Mapping[str, Any]) -> dict[str, date]:
    """Return the papers that are promised and not there, with their days."""
    found = {}
    for material, papers in document.get("materials", {}).items():
        on = known.promised_on(papers)
        if on is not None and not any({"file", "seen"} & set(paper) for paper in papers):
            found[material] = on
    return found


def happening_of(item: catalogue.ItemView, promised: Mapping[str, date]) -> list[Happening]:
    """Return the event of what was promised, with the words of the promise."""
    if not promised:
        return []
    names = {material.id: material.name for material in item.materials}
    words = [f"{names[one].zh}：{on.isoformat()}" for one, on in promised.items()]
    data = {"count": len(promised), "papers": {one: on.isoformat() for one, on in promised.items()}}
    return [Happening(EventKind.PROMISED, data, {"promise": "\n".join(words)})]


def store_promises(case: Case, promised: Mapping[str, date]) -> None:
    """Keep what was promised, to be followed up."""
    PaperPromise.objects.bulk_create(
        PaperPromise(case=case, material=one, due_on=on, state=PromiseState.OPEN)
        for one, on in promised.items()
    )


@transaction.atomic
def follow_paper(
    actor: Actor,
    *,
    case_id: str,
    material_id: str,
    papers: Sequence[Mapping[str, Any]],
    now: datetime,
) -> None:
    """Hand in a promised paper; the clock goes on as it was.

    It is taken after a grant too, until the case is put away. Raises `IncompleteError` where
    nothing was added, `NotAllowedNowError` where nothing is owed.
    """
    actor.require_any(CasePermission.ANSWER, CasePermission.INTAKE)
    case = lock_case(case_to_answer(actor, case_id, now=now).pk)
    row = PaperPromise.objects.filter(case=case, material=material_id).first()
    if row is None:
        raise NotFoundError
    if row.state == PromiseState.FOLLOWED or not known.is_owed(case):
        raise NotAllowedNowError
    if not papers:
        fault = Problem(f"materials.{material_id}", "required", _("Please add a file."))
        raise IncompleteError(problems=[fault])
    document = document_of(case)
    document.pop("note", None)
    document.pop("records", None)  # what stages wrote down stays where it was written
    document["materials"] = {**document.get("materials", {}), material_id: list(papers)}
    take_files(actor, case, catalogue.version(case.version_id), document)
    row.state, row.followed_at = PromiseState.FOLLOWED, now
    row.save()
    append(
        case,
        actor,
        [Happening(EventKind.FOLLOWED, {"paper": material_id}, document, _at_work(case))],
        now=now,
    )
    case.save()


def follow_all(
    case: Case, item: catalogue.ItemView, given: Mapping[str, Any], *, now: datetime
) -> None:
    """Close the promises of papers that came with an answer to a list."""
    if known.may_follow(item) and given:
        rows = PaperPromise.objects.filter(case=case, material__in=[*given])
        rows.exclude(state=PromiseState.FOLLOWED).update(
            state=PromiseState.FOLLOWED, followed_at=now
        )


@transaction.atomic
def extend_promise(
    actor: Actor, *, task_id: str, material_id: str, reason: str, now: datetime
) -> None:
    """Give more time for a promised paper, once, by as long as the item allows; with a reason."""
    task, case, holding = live_task(actor, task_id=task_id, now=now)
    row = PaperPromise.objects.filter(case=case, material=material_id).first()
    if row is None:
        raise NotFoundError
    if row.state == PromiseState.FOLLOWED or row.extensions:
        raise NotAllowedNowError
    item = catalogue.version(case.version_id)
    material = next(one for one in item.materials if one.id == material_id)
    answers = document_of(case).get("answers", {})
    last = known.latest(item, material, answers, today=max(on_day(now), row.due_on))
    if last is None:
        raise NotAllowedNowError
    words = {"reason": required_reason(reason)}
    row.due_on, row.state, row.extensions, row.reminded = last, PromiseState.OPEN, 1, 0
    row.save()
    data = {"paper": material_id, "due": last.isoformat()}
    happening = Happening(EventKind.PROMISE_EXTENDED, data, words, task.public_id)
    append(case, actor, [happening], now=now, holding=holding)
    case.save()


def follow_up_promises(*, now: datetime) -> int:
    """Remind of promised papers three days before and on the day; what is late goes to the office.

    Returns how many were told.
    """
    today = on_day(now)
    rows = PaperPromise.objects.filter(
        known.OWED, state=PromiseState.OPEN, due_on__lte=today + BEFORE
    )
    ids = list(rows.order_by("pk").values_list("pk", "case_id")[:AT_ONCE])
    return sum(_follow_up(pk, case_pk, today=today, now=now) for pk, case_pk in ids)


@transaction.atomic
def _follow_up(pk: int, case_pk: int, *, today: date, now: datetime) -> bool:
    case = lock_case(case_pk)
    row = PaperPromise.objects.get(pk=pk)
    if row.state != PromiseState.OPEN:
        return False
    if row.due_on < today:
        row.state, kind = PromiseState.OVERDUE, EventKind.PROMISE_OVERDUE
    else:
        level = TODAY if row.due_on == today else SOON
        if row.reminded >= level:
            return False
        row.reminded, kind = level, EventKind.PROMISE_DUE
    row.save()
    data = {"paper": row.material, "due": row.due_on.isoformat()}
    append(case, SYSTEM, [Happening(kind, data, None, _at_work(case))], now=now)
    case.save()
    return True


def _at_work(case: Case) -> Any:
    """Return the stage whose people are told: the one at work, else the one that decided."""
    rows = Task.objects.filter(case=case, kind=TaskKind.STAGE).order_by("pk")
    ids = rows.values_list("public_id", flat=True)
    live = ids.filter(state__in=LIVE_TASKS).first()
    return live or ids.filter(state=TaskState.DONE).last()
