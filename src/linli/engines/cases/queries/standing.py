"""What stands by itself, as the public, an office and the applicant see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from linli.engines.cases.models import (
    Await,
    Case,
    CaseDocument,
    Objection,
    Place,
    PublicNotice,
)
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.sealing import unseal
from linli.engines.cases.rules import posting
from linli.engines.cases.values import DocumentKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import SYSTEM
from linli.foundation.errors.values import NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.formspec import display
from linli.foundation.formspec.values import Localised
from linli.registers.organisations import queries as organisations
from linli.registers.places import queries as places
from linli.registers.places.values import code_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.engines.catalogue.values import NoticeRule
    from linli.foundation.files.values import FileView
    from linli.registers.organisations.values import OrganisationView


Lines = tuple[tuple[Localised, Localised], ...]


@dataclass(frozen=True)
class NoticeView:
    """A public notice: what it says, where, from when to when; without lines once it is over."""

    public_id: UUID
    item_name: Localised
    place: str
    office: OrganisationView
    posted_on: date
    last_on: date
    is_over: bool
    lines: Lines
    has_paper: bool = False  # a file to download, asked only for one notice


def has_notice(item: catalogue.ItemView) -> bool:
    """Say whether cases of an item are announced in public: others need no look."""
    return any(stage.notice for stage in item.flow.stages)


def has_places(item: catalogue.ItemView) -> bool:
    """Say whether an item gives out a limited number of places."""
    return any(stage.place for stage in item.flow.stages)


def public_notices(
    *, division_code: str = "", before: int | None = None, now: datetime, limit: int = 20
) -> tuple[tuple[NoticeView, ...], int | None]:
    """Return a page of what is posted in a division, newest first, and the cursor behind it."""
    rows = PublicNotice.objects.filter(
        taken_down_at=None, last_on__gte=timezone.localdate(now)
    ).order_by("-pk")
    if division_code:
        rows = rows.filter(division_code__range=code_range(division_code))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("case", "task")[: limit + 1])
    following = found[limit - 1].pk if len(found) > limit else None
    return _views(found[:limit], now=now), following


def public_notice(*, notice_id: str, now: datetime) -> NoticeView:
    """Return one notice; over, it says so and nothing of what it said. Raises `NotFoundError`."""
    rows = PublicNotice.objects.filter(public_id=notice_id).select_related("case", "task")
    found = rows.first()
    if found is None:
        raise NotFoundError
    view = _views([found], now=now)[0]
    return view if view.is_over else replace(view, has_paper=_papers(found).exists())


def notice_paper(*, notice_id: str, now: datetime) -> tuple[FileView, bytes]:
    """Return the file of a notice, for anybody, while it is posted; raises `NotFoundError`."""
    rows = PublicNotice.objects.filter(
        public_id=notice_id, taken_down_at=None, last_on__gte=timezone.localdate(now)
    )
    found = rows.select_related("task").first()
    paper = _papers(found).first() if found else None
    if paper is None:
        raise NotFoundError
    return files.content(SYSTEM, public_id=paper.file_id)


def _papers(notice: PublicNotice) -> QuerySet[CaseDocument]:
    """Return the paper of a notice that still stands."""
    return CaseDocument.objects.filter(
        case_id=notice.case_id,
        kind=DocumentKind.PUBLIC_NOTICE,
        subject=notice.task.stage,
        revoked_at=None,
        issued_at__gte=notice.task.opened_at,
    )


def notices_of(case: Case, *, now: datetime) -> tuple[NoticeView, ...]:
    """Return the notices of a case."""
    rows = PublicNotice.objects.filter(case=case).select_related("case", "task").order_by("pk")
    return _views(rows, now=now)


def notice_lines(
    case: Case, item: catalogue.ItemView, rule: NoticeRule, document: Mapping[str, Any]
) -> Lines:
    """Return what a notice says, label and text in both languages; nothing it may not say."""
    form = item.form
    answers = posting.told(form, document.get("answers", {}), rule.shows)
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words = display.Words(context_of(case, document), frozenset())
            said.append(
                {
                    path: words.text(form.fields_by_path[path], path, value)
                    for path, value in answers.items()
                }
            )
    return tuple(
        (form.fields_by_path[path].ask, Localised(said[0][path], said[1][path])) for path in answers
    )


def kept_lines(lines: Lines) -> list[list[str]]:
    """Return lines as they are sealed with the notice."""
    return [[label.zh, label.en, text.zh, text.en] for label, text in lines]


def _views(
    rows: QuerySet[PublicNotice] | Iterable[PublicNotice], *, now: datetime
) -> tuple[NoticeView, ...]:
    rows = list(rows)
    bodies = organisations.organisations(row.task.organisation_id for row in rows)
    names = {
        code: " ".join(one.words for one in places.path(code))
        for code in {row.division_code for row in rows}
    }
    return tuple(
        _view(row, bodies[row.task.organisation_id], names[row.division_code], now=now)
        for row in rows
    )


def _view(row: PublicNotice, office: OrganisationView, place: str, *, now: datetime) -> NoticeView:
    is_over = row.taken_down_at is not None or row.last_on < timezone.localdate(now)
    lines = [] if is_over or row.sealed is None else unseal(row.case, row.sealed)["lines"]
    return NoticeView(
        row.public_id,
        catalogue.version(row.case.version_id).name,
        place,
        office,
        row.posted_on,
        row.last_on,
        is_over,
        tuple((Localised(one[0], one[1]), Localised(one[2], one[3])) for one in lines),
    )


@dataclass(frozen=True)
class ObjectionView:
    """An objection as the office that looks into it reads it."""

    name: str
    contact: str
    words: str
    made_at: datetime


def objection_of(case: Case, task_id: UUID) -> ObjectionView | None:
    """Return the objection that a task is about."""
    row = Objection.objects.filter(task__public_id=task_id).first()
    if row is None:
        return None
    said = unseal(case, row.sealed)
    return ObjectionView(said["name"], said["contact"], said["words"], row.made_at)


@dataclass(frozen=True)
class AwaitView:
    """A verdict that is waited for, or has come or not."""

    words: str
    until: date
    other_number: str
    has_come: bool | None


def await_of(task_id: UUID) -> AwaitView | None:
    """Return what a stage waits or waited for."""
    row = Await.objects.filter(task__public_id=task_id).select_related("other").first()
    if row is None:
        return None
    number = row.other.number if row.other else ""
    return AwaitView(str(row.get_verdict_display()), row.until, number, row.has_come)


@dataclass(frozen=True)
class PlaceView:
    """A place or a turn: `position` counts from 1 while waiting, `number` is the place."""

    number: int | None
    position: int
    is_left: bool


def place_of(case: Case) -> PlaceView | None:
    """Return the place of a case among a limited number, if it is about one."""
    row = Place.objects.filter(case=case).first()
    if row is None:
        return None
    ahead = Place.objects.filter(
        item_code=row.item_code, key=row.key, number=None, left_at=None, pk__lt=row.pk
    )
    position = ahead.count() + 1 if row.number is None and row.left_at is None else 0
    return PlaceView(row.number, position, row.left_at is not None)
