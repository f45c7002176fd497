"""The writes: keep a paper, agree to its use, delete it and bring it back, put it to something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from linli.foundation.audit import services as audit
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.foundation.files import services as files
from linli.registers.library import queries, rules
from linli.registers.library.models import Paper, PaperUse
from linli.registers.library.values import (
    FILES,
    UNDO_FOR,
    Copy,
    LibraryPermission,
    PaperOverError,
    PaperReplacedError,
    Source,
    State,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import Localised


@transaction.atomic
def keep(
    actor: Actor,
    *,
    kind: str,
    upload: files.Upload,
    person_id: int | UUID | None = None,
    issued_on: date | None = None,
    expires_on: date | None = None,
    may_reuse: bool = False,
    now: datetime,
) -> UUID:
    """Keep a paper of one's own, or at the counter one whose original is seen now.

    It replaces the valid one of its kind. Raises `InvalidError`, `FileRefusedError`,
    `PaperReplacedError` if somebody keeps another at the same moment.
    """
    row = _row(actor, person_id=person_id, kind=kind, now=now)
    _check(kind, issued_on, expires_on, now=now)
    row.issued_on, row.expires_on, row.may_reuse = issued_on, expires_on, may_reuse
    _insert(actor, row, now=now)
    files.store(actor, upload=upload, kind=FILES, owner_id=str(row.public_id), now=now)
    return row.public_id


@transaction.atomic
def keep_copy(
    actor: Actor,
    *,
    kind: str,
    person_id: int,
    file_id: UUID | str,
    from_kind: str,
    from_owner_id: str,
    now: datetime,
) -> UUID:
    """Keep what was added to an application for the next time, as the person agreed there.

    The file stays where it is; a copy is kept. Raises as `keep` does.
    """
    is_own = queries.is_own(actor, person_id)
    row = _row(actor, person_id=None if is_own else person_id, kind=kind, now=now)
    _check(kind, None, None, now=now)
    row.may_reuse = True
    _insert(actor, row, now=now)
    files.duplicate(
        kind=from_kind,
        owner_id=from_owner_id,
        to_kind=FILES,
        to_owner_id=str(row.public_id),
        only=[file_id],
        now=now,
    )
    return row.public_id


def _row(actor: Actor, *, person_id: int | UUID | None, kind: str, now: datetime) -> Paper:
    held = actor.holdings_for(LibraryPermission.KEEP)
    if person_id is None:
        whose, source, office = queries.own_id(actor), Source.OWN, ""
    else:
        permission = LibraryPermission.KEEP
        whose = queries.keeper_of(actor, person_id=person_id, permission=permission, now=now)
        source, office = Source.COUNTER, held[0].organisation_name if held else ""
    return Paper(
        person_id=whose,
        kind=kind,
        source=source,
        office=office,
        given_at=now,
        given_on=localdate(now),
        given_by_id=actor.account_id,
    )


def _check(kind: str, issued_on: date | None, expires_on: date | None, *, now: datetime) -> None:
    problems = []
    today = localdate(now)
    if kind not in queries.kinds():
        problems.append(Problem("kind", "unknown", _("Please choose which paper it is.")))
    if not rules.are_possible(issued_on=issued_on, expires_on=expires_on, today=today):
        message = _("Please look at both days: a paper is issued by today and expires after that.")
        problems.append(Problem("issued_on", "impossible_date", message))
    if expires_on is not None and expires_on < today:
        message = _("This paper has expired already. Please give the new one.")
        problems.append(Problem("expires_on", "expired", message))
    if problems:
        raise InvalidError(problems=problems)


def _insert(actor: Actor, row: Paper, *, now: datetime) -> None:
    """Save a paper as the valid one of its kind; the one before is kept as replaced."""
    valid = Paper.objects.filter(person=row.person_id, kind=row.kind, state=State.VALID)
    valid.update(state=State.REPLACED)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twin:  # two at once: one of them is the newest
        raise PaperReplacedError from twin
    _log(actor, "library.paper.kept", row, now=now)


@transaction.atomic
def allow(actor: Actor, *, paper_id: UUID | str, may_reuse: bool, now: datetime) -> None:
    """Agree that a paper is used again, or withdraw that; what has it already keeps it.

    个人信息保护法 15: consent is withdrawn as easily as it is given.
    """
    row = _live(actor, paper_id, now=now)
    Paper.objects.filter(pk=row.pk).update(may_reuse=may_reuse)
    act = "library.paper.allowed" if may_reuse else "library.paper.consent_withdrawn"
    _log(actor, act, row, now=now)


@transaction.atomic
def delete(actor: Actor, *, paper_id: UUID | str, now: datetime) -> None:
    """Delete a paper; for seven days it can be brought back."""
    row = _live(actor, paper_id, now=now)
    Paper.objects.filter(pk=row.pk).update(state=State.DELETED, deleted_at=now)
    _log(actor, "library.paper.deleted", row, now=now)


@transaction.atomic
def restore(actor: Actor, *, paper_id: UUID | str, now: datetime) -> None:
    """Bring back a deleted paper; raises `PaperReplacedError` if a newer one is kept since."""
    row = queries.paper_of(actor, paper_id=paper_id, now=now)
    if row.state != State.DELETED:
        raise NotFoundError
    try:
        with transaction.atomic():
            Paper.objects.filter(pk=row.pk).update(state=State.VALID, deleted_at=None)
    except IntegrityError as newer:
        raise PaperReplacedError from newer
    _log(actor, "library.paper.restored", row, now=now)


def _live(actor: Actor, paper_id: UUID | str, *, now: datetime) -> Paper:
    row = queries.paper_of(actor, paper_id=paper_id, now=now)
    if row.state == State.DELETED:
        raise NotFoundError
    return row


@transaction.atomic
def take(
    actor: Actor,
    *,
    paper_id: UUID | str,
    person_id: int,
    kind: str,
    item_code: str,
    purpose: Localised,
    subject: UUID,
    to_kind: str,
    now: datetime,
) -> Copy:
    """Copy a paper to something of a person and note the use.

    Raises `NotFoundError` for another person's paper or one of another kind, `PaperOverError` for
    one that has expired or whose person did not agree.
    """
    row = queries.usable(
        actor, paper_id=paper_id, person_id=person_id, item_code=item_code, now=now
    )
    if row.kind != kind:
        raise NotFoundError
    if not row.may_reuse or queries.view(row, today=localdate(now)).is_expired:
        raise PaperOverError
    copied = files.duplicate(
        kind=FILES,
        owner_id=str(row.public_id),
        to_kind=to_kind,
        to_owner_id=str(subject),
        now=now,
    )
    PaperUse.objects.create(
        paper=row,
        purpose_zh=purpose.zh[:200],
        purpose_en=purpose.en[:200],
        subject=subject,
        at=now,
    )
    _log(actor, "library.paper.used", row, now=now, data={"subject": str(subject)})
    return Copy(
        paper=row.public_id,
        files=copied,
        source=Source(row.source),
        office=row.office,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        given_on=row.given_on,
    )


@transaction.atomic
def purge(*, now: datetime) -> int:
    """Let go of papers that were deleted seven days ago, with their files; return how many."""
    gone = Paper.objects.filter(state=State.DELETED, deleted_at__lt=now - UNDO_FOR)
    rows = list(gone.order_by("pk")[:1000])
    for row in rows:
        files.discard(kind=FILES, owner_id=str(row.public_id))
        row.delete()
    return len(rows)


def _log(
    actor: Actor, act: str, row: Paper, *, now: datetime, data: dict[str, Any] | None = None
) -> None:
    audit.record(
        actor,
        act=act,
        kind="paper",
        subject=str(row.public_id),
        data={"kind": row.kind, **(data or {})},
        now=now,
    )
