"""One case with everything on it, as an office sees it; and all cases in scope."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from linli.engines.cases.models import Case, CaseDocument, Supplement, Task
from linli.engines.cases.queries.access import staff_case, supervised_tasks
from linli.engines.cases.queries.acts import ActView, acts_of
from linli.engines.cases.queries.authorisations import AgreementView, of_case
from linli.engines.cases.queries.cases import (
    CaseRow,
    SupplementView,
    clock_of,
    facts,
    owed,
    row_of,
    supplement_view,
)
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.documents import DocumentRow, documents_of
from linli.engines.cases.queries.given import files_of
from linli.engines.cases.queries.household import Elsewhere, elsewhere
from linli.engines.cases.queries.known import Known, known_in, noted
from linli.engines.cases.queries.promises import PromiseView
from linli.engines.cases.queries.promises import of_case as promises_of
from linli.engines.cases.queries.queue import QueueRow, queue_rows
from linli.engines.cases.queries.ratings import RatingView, poor_ratings
from linli.engines.cases.queries.readers import readers
from linli.engines.cases.queries.recalls import RecallView, may_recall, recall_of
from linli.engines.cases.queries.remedies import RemedyView, remedies_of
from linli.engines.cases.queries.sealing import document_in, unseal, whole_answers
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.queries.timeline import Entry, timeline
from linli.engines.cases.values import (
    FILES,
    LIVE_TASKS,
    CallbackOutcome,
    CasePermission,
    Clock,
    DocumentKind,
    EventKind,
    PauseCause,
    TaskKind,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.formspec import display
from linli.foundation.formspec.values import Localised
from linli.registers.people import queries as people
from linli.registers.places import queries as places
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from linli.engines.cases.models import CaseEvent
    from linli.engines.catalogue.values import Material, Stage
    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import DisplayRow, DisplaySection


@dataclass(frozen=True)
class RecordView:
    """What a stage wrote down, in words."""

    stage: Stage
    sections: tuple[DisplaySection, ...]


@dataclass(frozen=True)
class DeskCaseView:
    """A case with everything on it, as an office sees it."""

    row: CaseRow
    item: catalogue.ItemView
    entries: tuple[Entry, ...]
    clock: Clock
    tasks: tuple[QueueRow, ...]
    acts: tuple[ActView, ...]
    sections: tuple[DisplaySection, ...]
    records: tuple[RecordView, ...]  # what stages wrote down
    papers: tuple[tuple[Material, tuple[dict[str, Any], ...]], ...]
    agreements: tuple[AgreementView, ...]
    promises: tuple[PromiseView, ...]
    elsewhere: tuple[Elsewhere, ...]  # members who stand in another running case
    verdict: dict[str, Any]
    place: str
    supplements: tuple[SupplementView, ...]
    documents: tuple[DocumentRow, ...]
    told_once_extra: int
    division_code: str
    channel: str
    revision: int
    ratings: tuple[RatingView, ...]
    line_tasks: frozenset[UUID]  # those that the reader supervises
    needs_approval: bool  # somebody under 14 stands in it: nothing that was answered is here
    has_asked: bool  # and the approval waits for a decision
    may_revoke: bool  # documents: the reader supervises
    may_take_in: bool  # what somebody says at the counter
    may_write: bool  # a letter: the reader's office has or had a task of it
    remedies: tuple[RemedyView, ...]  # against a no
    recall: RecallView | None  # of the decision
    may_recall: bool  # the reader's post decided it, or is above that one
    known: Known = field(default_factory=Known)  # what registers said

    @property
    def has_lost_its_result(self) -> bool:
        """Whether the result was revoked and none has taken its place."""
        results = [one for one in self.documents if one.kind is DocumentKind.RESULT]
        return self.row.result != "" and bool(results) and all(one.is_revoked for one in results)

    @property
    def may_reassign(self) -> bool:
        """Whether the reader supervises a stage at work."""
        return bool(self.line_tasks)

    def was_asked(self, stage: str) -> bool:
        """Say whether the resident was asked for papers at this stage before."""
        return any(one.stage == stage for one in self.supplements)

    @property
    def tasks_open(self) -> tuple[QueueRow, ...]:
        """The tasks that are at work now."""
        return tuple(row for row in self.tasks if row.state in LIVE_TASKS)

    @property
    def conditions(self) -> tuple[dict[str, Any], ...]:
        """What the rules said on the day of the application, in words."""
        return tuple(
            {"result": one["result"], "text": Localised(one["zh"], one["en"])}
            for one in self.verdict.get("conditions", ())
        )

    @property
    def callback_outcomes(self) -> list[tuple[str, str]]:
        """What can come out of a call-back."""
        return [(outcome.value, str(outcome.label)) for outcome in CallbackOutcome]

    @property
    def pause_causes(self) -> list[tuple[str, str]]:
        """The special procedures to choose from."""
        return [(cause.value, str(cause.label)) for cause in PauseCause]


def desk_case(actor: Actor, *, case_id: str, now: datetime) -> DeskCaseView:
    """Return one case that the actor's posts may see; raises `NotFoundError`."""
    case = staff_case(actor, case_id)
    is_erased = not case.key
    is_open = not is_erased and opens(actor, case, now=now)
    tasks = list(Task.objects.filter(case=case).select_related("case").order_by("pk"))
    rows = queue_rows(tasks, actor, now=now)
    roles = {(held.organisation_id, held.role) for held in actor.holdings}
    acting = [
        (task, row)
        for task, row in zip(tasks, rows, strict=True)
        if task.state in LIVE_TASKS and (task.organisation_id, task.role) in roles
    ]
    asked = list(Supplement.objects.filter(case=case).order_by("pk")) if is_open else []
    item = catalogue.version(case.version_id)
    events = list(case.events.order_by("seq"))
    history = facts(events)
    document = document_in(case, events) if is_open else {}
    papers = owed(case, document) if is_open else ()
    known = known_in(item, document, context=context_of(case, document))
    in_line = _in_line(actor, case)
    may_read = readers(actor, case, tasks)
    return DeskCaseView(
        row=row_of(case),
        item=item,
        entries=timeline(case, events, for_staff=True, unseal=unseal if is_open else None),
        clock=clock_of(case, history),
        tasks=rows,
        acts=acts_of(case, document, events, acting, asked, in_line, now=now) if is_open else (),
        sections=_sections(actor, case, document, known, events, may_read) if is_open else (),
        records=_records(actor, case, document, may_read),
        papers=tuple((one, tuple(document.get("materials", {}).get(one.id, ()))) for one in papers),
        agreements=of_case(case, document),
        promises=promises_of(case) if is_open else (),
        elsewhere=elsewhere(actor, case, item, document.get("answers", {})),
        verdict=document.get("eligibility", {}),
        place=" ".join(one.words for one in places.path(case.division_code)),
        supplements=tuple(supplement_view(case, row) for row in asked),
        documents=documents_of(CaseDocument.objects.filter(case=case).order_by("pk"))
        if is_open
        else (),
        told_once_extra=case.told_once_extra,
        division_code=case.division_code,
        channel=case.channel,
        revision=case.last_seq,
        ratings=poor_ratings(actor, case) if is_open else (),
        line_tasks=in_line,
        needs_approval=not is_open and not is_erased,
        has_asked=not is_open and not is_erased and people.has_asked(actor, subject=case.public_id),
        known=known if actor.may(CasePermission.HANDLE) else Known(),
        may_revoke=is_open and _leads(actor, case),
        may_take_in=is_open and actor.may(CasePermission.INTAKE),
        may_write=is_open and actor.may(CasePermission.HANDLE),
        remedies=remedies_of(case, events) if is_open else (),
        recall=recall_of(case, events, now=now) if is_open else None,
        may_recall=is_open and may_recall(actor, case, tasks),
    )


def _sections(
    actor: Actor,
    case: Case,
    document: dict[str, Any],
    known: Known,
    events: Sequence[CaseEvent],
    may_read: frozenset[str],
) -> tuple[DisplaySection, ...]:
    """Return the answers that the actor may read, with their files and where they come from.

    Of a case taken over from paper also the questions whose answers nobody typed in.
    """
    item, answers = catalogue.version(case.version_id), document.get("answers", {})
    named = {"answers": answers}
    is_taken_over = any(event.kind == EventKind.TAKEN_OVER for event in events)
    found = display.lines(
        item.form,
        answers,
        context=context_of(case, document),
        may_read=may_read,
        files=files_of(actor, item.form, named, kind=FILES, owner_id=str(case.public_id)),
        with_missing=is_taken_over,
    )
    return noted(tuple(replace(one, rows=tuple(map(_told, one.rows))) for one in found), known)


def _told(row: DisplayRow) -> DisplayRow:
    """Return a row, or of one that nobody filled in that this is not known."""
    return row if row.text or row.files else replace(row, text=_("not known"))


def _records(
    actor: Actor, case: Case, document: Mapping[str, Any], may_read: frozenset[str]
) -> tuple[RecordView, ...]:
    """Return what stages wrote down, as far as the actor may read it, in the order of the flow."""
    item, records = catalogue.version(case.version_id), document.get("records", {})
    return tuple(
        RecordView(stage, sections)
        for stage in item.flow.stages
        if stage.id in records and (sections := _written(actor, case, stage.id, document, may_read))
    )


def _written(
    actor: Actor,
    case: Case,
    stage_id: str,
    document: Mapping[str, Any],
    may_read: frozenset[str],
) -> tuple[DisplaySection, ...]:
    answers = whole_answers(document)
    item = catalogue.version(case.version_id)
    form, against = item.record_forms[stage_id], context_of(case, document)
    return display.lines(
        form,
        {section.id: answers.get(section.id, {}) for section in form.sections},
        context=catalogue.record_context(item, answers, on=against.today, context=against),
        may_read=may_read,
        files=files_of(actor, form, {"answers": answers}, kind=FILES, owner_id=str(case.public_id)),
    )


def _in_line(actor: Actor, case: Case) -> frozenset[UUID]:
    """Return the stages at work whose offices the actor supervises."""
    if not actor.may(CasePermission.SUPERVISE):
        return frozenset()
    rows = supervised_tasks(actor).filter(case=case, kind=TaskKind.STAGE)
    return frozenset(rows.values_list("public_id", flat=True))


def _leads(actor: Actor, case: Case) -> bool:
    """Say whether the actor leads where the case is; whose paper it is decides the service."""
    return any(
        contains(held.division_code, case.division_code)
        for held in actor.holdings_for(CasePermission.SUPERVISE)
    )
