"""The reads: kinds of the pack, papers of a person, what fits an application."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.timezone import localdate

from linli.foundation.errors.values import ForbiddenError, LinliError, NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.formspec.values import Localised
from linli.foundation.packs import queries as packs
from linli.registers.library import rules
from linli.registers.library.models import Paper
from linli.registers.library.schemas import PaperFile
from linli.registers.library.values import (
    FILES,
    LibraryPermission,
    PaperKind,
    PaperView,
    Source,
    State,
    UseView,
)
from linli.registers.people import queries as people
from linli.registers.people.values import NotProvenError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime
    from pathlib import Path
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.foundation.files.values import FileView
    from linli.foundation.packs.values import Pack

FILE = "papers.yaml"
MOST = 100


def kinds() -> Mapping[str, PaperKind]:
    """Return the kinds of papers of the site's pack by id; none where it lists none."""
    return _kinds(settings.PACK)


@lru_cache(maxsize=8)
def _kinds(root: Path) -> Mapping[str, PaperKind]:
    return _listed(packs.value(root, FILE, PaperFile))


def kinds_in(pack: Pack) -> Mapping[str, PaperKind]:
    """Return the kinds that a pack under check lists."""
    return {
        name: kind
        for document in pack.of("papers")
        for name, kind in _listed(document.value).items()
    }


def _listed(file: PaperFile | None) -> dict[str, PaperKind]:
    shapes = file.papers if file else {}
    return {
        name: PaperKind(name, one.name, one.months, one.register_ or "")
        for name, one in shapes.items()
    }


def own_id(actor: Actor) -> int:
    """Return the actor's own record, or raise `NotProvenError`."""
    actor.require(LibraryPermission.KEEP_OWN)
    if not actor.is_proven or actor.person_id is None:
        raise NotProvenError
    return people.current_id(actor.person_id)


def keeper_of(
    actor: Actor, *, person_id: int | UUID, permission: LibraryPermission, now: datetime
) -> int:
    """Return the record whose papers staff may read or keep: as the record itself may be read.

    Raises `NotFoundError`, `ForbiddenError`, and for under-14s without approval
    `ApprovalNeededError`.
    """
    actor.require(permission)
    return people.person(actor, person_id=person_id, now=now).id


def paper_of(actor: Actor, *, paper_id: UUID | str, now: datetime) -> Paper:
    """Return the row of a paper that the actor may keep: one's own, or at the counter.

    Raises as `keeper_of` does.
    """
    row = Paper.objects.filter(public_id=paper_id).first()
    if row is None:
        raise NotFoundError
    if is_own(actor, row.person_id):
        return row
    if not actor.may(LibraryPermission.KEEP):
        raise NotFoundError
    keeper_of(actor, person_id=row.person_id, permission=LibraryPermission.KEEP, now=now)
    return row


def is_own(actor: Actor, person_id: int) -> bool:
    """Say whether a record is the actor's own."""
    if not (actor.may(LibraryPermission.KEEP_OWN) and actor.is_proven and actor.person_id):
        return False
    return person_id == people.current_id(actor.person_id)


def may_read_files(actor: Actor, owner_id: str, *, now: datetime) -> bool:
    """Say whether the actor may fetch the files of a paper."""
    row = Paper.objects.filter(public_id=owner_id).exclude(state=State.DELETED).first()
    if row is None:
        return False
    if is_own(actor, row.person_id):
        return True
    try:
        keeper_of(actor, person_id=row.person_id, permission=LibraryPermission.READ, now=now)
    except LinliError:
        return False
    return True


def papers(actor: Actor, *, now: datetime) -> tuple[PaperView, ...]:
    """Return the actor's own papers, the newest first; raises `NotProvenError`."""
    return _views(_of(own_id(actor)), now=now)


def papers_of(actor: Actor, *, person_id: int | UUID, now: datetime) -> tuple[PaperView, ...]:
    """Return the papers of somebody at the counter; raises as `keeper_of` does."""
    kept = keeper_of(actor, person_id=person_id, permission=LibraryPermission.READ, now=now)
    return _views(_of(kept), now=now)


def _of(person_id: int) -> list[Paper]:
    rows = Paper.objects.filter(person=person_id).exclude(state=State.DELETED)
    return list(rows.prefetch_related("uses").order_by("-pk")[:MOST])


def offers(
    actor: Actor,
    *,
    person_id: int,
    kinds: Collection[str],
    item_code: str,
    now: datetime,
) -> dict[str, PaperView]:
    """Return the kept paper of each kind that an application may use, expired ones too.

    Only papers whose person agreed. Nothing for whom the actor neither is, acts for, nor serves.
    """
    if not kinds or not _may_use(actor, person_id, item_code=item_code, now=now):
        return {}
    rows = Paper.objects.filter(
        person=people.current_id(person_id), kind__in=kinds, state=State.VALID, may_reuse=True
    )
    return {row.kind: view(row, today=localdate(now)) for row in rows}


def _may_use(actor: Actor, person_id: int, *, item_code: str, now: datetime) -> bool:
    if people.is_mine(actor, person_id, today=localdate(now), item_code=item_code):
        return True
    try:
        keeper_of(actor, person_id=person_id, permission=LibraryPermission.READ, now=now)
    except (ForbiddenError, NotFoundError):
        return False
    return True


def usable(
    actor: Actor, *, paper_id: UUID | str, person_id: int, item_code: str, now: datetime
) -> Paper:
    """Return the row of a paper that may be put to an application; raises `NotFoundError`."""
    row = Paper.objects.filter(
        public_id=paper_id, person=people.current_id(person_id), state=State.VALID
    ).first()
    if row is None or not _may_use(actor, person_id, item_code=item_code, now=now):
        raise NotFoundError
    return row


def _views(rows: Iterable[Paper], *, now: datetime) -> tuple[PaperView, ...]:
    found = list(rows)
    by_paper = files.of_owners(kind=FILES, owner_ids=[str(row.public_id) for row in found])
    return tuple(
        view(row, today=localdate(now), stored=by_paper.get(str(row.public_id), ()), uses=True)
        for row in found
    )


def view(
    row: Paper, *, today: date, stored: tuple[FileView, ...] = (), uses: bool = False
) -> PaperView:
    """Return the view of a row."""
    kind = kinds().get(row.kind)
    last = rules.until(
        expires_on=row.expires_on, given_on=row.given_on, months=kind.months if kind else 1
    )
    used: Any = row.uses.all() if uses else ()
    return PaperView(
        public_id=row.public_id,
        kind=row.kind,
        name=kind.name if kind else Localised(row.kind),
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        until=last,
        source=Source(row.source),
        office=row.office,
        given_on=row.given_on,
        may_reuse=row.may_reuse,
        state=State(row.state),
        is_expired=rules.is_expired(until=last, today=today),
        files=stored,
        uses=tuple(
            UseView(Localised(one.purpose_zh, one.purpose_en), one.at)
            for one in sorted(used, key=lambda one: -one.pk)
        ),
    )
