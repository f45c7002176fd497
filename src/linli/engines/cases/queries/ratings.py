"""Ratings as their raters, those who call back and those who supervise see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.engines.cases.models import Rating, Task
from linli.engines.cases.queries.sealing import unseal
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.values import (
    POOR_GRADES,
    CasePermission,
    Grade,
    RatingStage,
    TaskKind,
    TaskState,
)
from linli.foundation.errors.values import NotFoundError
from linli.foundation.privacy.values import mask_phone
from linli.registers.accounts import queries as accounts
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Actor


@dataclass(frozen=True)
class RatingView:
    """A rating, shown only to its rater and to those who supervise the people rated."""

    stage: RatingStage
    grade: int
    comment: str
    at: datetime
    is_named: bool
    is_set_aside: bool
    why: str  # it was set aside
    answer: str
    may_answer: bool

    @property
    def grade_words(self) -> str:
        """The grade in words."""
        return str(Grade(self.grade).label)


def view_of(case: Case, row: Rating) -> RatingView:
    """Return a rating with its words."""
    return RatingView(
        stage=RatingStage(row.stage),
        grade=row.grade,
        comment=_words(case, row.sealed, "comment"),
        at=row.at,
        is_named=row.is_named,
        is_set_aside=row.set_aside_at is not None,
        why=_words(case, row.set_aside_sealed, "reason"),
        answer=_words(case, row.answer_sealed, "answer"),
        may_answer=row.set_aside_at is not None and row.answered_at is None,
    )


def _words(case: Case, blob: bytes | memoryview | None, key: str) -> str:
    return str(unseal(case, blob)[key]) if blob else ""


def poor_ratings(actor: Actor, case: Case) -> tuple[RatingView, ...]:
    """Return the poor ratings of a case for those who supervise; one statement.

    Those rated never see them beside a case, and nobody sees one whose rater hides her name.
    """
    if not actor.may(CasePermission.SUPERVISE):
        return ()
    rows = Rating.objects.filter(case=case, is_named=True, grade__in=sorted(POOR_GRADES))
    return tuple(view_of(case, row) for row in rows.order_by("pk"))


@dataclass(frozen=True)
class CallbackContact:
    """Whom a call-back reaches: the number covered, and whether there is one."""

    case_id: UUID
    number: str
    masked: str


def callback_contact(actor: Actor, *, task_id: str, now: datetime) -> CallbackContact:
    """Return the covered number for who closes a call-back; raises `NotFoundError`."""
    actor.require(CasePermission.SUPERVISE)
    task = (
        Task.objects.filter(public_id=task_id, kind=TaskKind.CALLBACK, state=TaskState.OPEN)
        .select_related("case")
        .first()
    )
    held = [
        one
        for one in actor.holdings
        if task is not None and (one.organisation_id, one.role) == (task.organisation_id, task.role)
    ]
    if task is None or not any(task.case.compartment in {"", *one.compartments} for one in held):
        raise NotFoundError
    if not opens(actor, task.case, now=now):
        raise ApprovalNeededError
    rater_id = Rating.objects.get(callback=task).rater_id
    phone = accounts.contact(rater_id or 0).phone
    return CallbackContact(
        task.case.public_id, task.case.number, mask_phone(phone) if phone else ""
    )


def uncalled() -> tuple[int, int]:
    """Return how many poor ratings show their name, and how many of these nobody calls back."""
    poor = Rating.objects.filter(is_named=True, grade__in=sorted(POOR_GRADES))
    return poor.count(), poor.exclude(callback__kind=TaskKind.CALLBACK).count()
