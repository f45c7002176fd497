"""What a resident sees of her cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.engines.cases.models import Case, CaseDocument, Rating, Supplement, Task
from linli.engines.cases.queries import access
from linli.engines.cases.queries.authorisations import AgreementView, of_case
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.documents import DocumentRow, documents_of, sent
from linli.engines.cases.queries.given import GivenView, files_of, given_in, told_in
from linli.engines.cases.queries.promises import PromiseView
from linli.engines.cases.queries.promises import of_case as promises_of
from linli.engines.cases.queries.ratings import RatingView
from linli.engines.cases.queries.ratings import view_of as rating_view
from linli.engines.cases.queries.recalls import RecallView, recall_of
from linli.engines.cases.queries.remedies import RemedyView, remedies_of
from linli.engines.cases.queries.sealing import document_in, unseal
from linli.engines.cases.queries.standing import has_notice, has_places, notices_of, place_of
from linli.engines.cases.queries.timeline import Entry, timeline
from linli.engines.cases.rules import clock, clockwork
from linli.engines.cases.rules import questions as question_rules
from linli.engines.cases.rules import rating as rating_rules
from linli.engines.cases.values import (
    FILES,
    LIVE_TASKS,
    OPEN_STATES,
    Ask,
    AskKind,
    CasePermission,
    CaseState,
    Clock,
    RatingStage,
    TaskKind,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import Handling
from linli.foundation.calendar import queries as calendar
from linli.registers.organisations import queries as organisations
from linli.registers.people.values import WHOLE_SCOPE, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.engines.cases.models import CaseEvent
    from linli.engines.cases.queries.standing import NoticeView, PlaceView
    from linli.engines.catalogue.values import Material
    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import DisplayRow, Localised
    from linli.registers.organisations.values import OrganisationView

PAGE = 20


@dataclass(frozen=True)
class CaseRow:
    """A case in a list."""

    public_id: UUID
    number: str
    item_code: str
    item_name: Localised
    applicant_masked: str
    state: CaseState
    result: str
    submitted_at: datetime
    due_on: date | None
    is_due_provisional: bool
    needs_me: bool
    cursor: int
    old_number: str = ""  # before it was taken over from paper


@dataclass(frozen=True)
class SupplementView:
    """The told-once list that waits for the resident."""

    public_id: UUID
    asks: tuple[Ask, ...]
    asked_at: datetime
    ordinal: int
    stage: str


@dataclass(frozen=True)
class OfficeView:
    """Where the case is now and until when."""

    stage: Localised
    office: OrganisationView
    due_on: date | None
    is_due_provisional: bool


@dataclass(frozen=True)
class CaseView:
    """A case as its party sees it."""

    row: CaseRow
    entries: tuple[Entry, ...]
    clock: Clock
    offices: tuple[OfficeView, ...]
    supplement: SupplementView | None
    documents: tuple[DocumentRow, ...]
    document: dict[str, Any]
    materials: tuple[Material, ...]
    given: tuple[GivenView, ...]  # what was handed in, with its files
    told: tuple[DisplayRow, ...]  # what offices wrote down for the applicant
    notices: tuple[NoticeView, ...]  # what was announced in public
    place: PlaceView | None  # among a limited number
    remedies: tuple[RemedyView, ...]  # against a no
    agreements: tuple[AgreementView, ...]
    promises: tuple[PromiseView, ...]
    item: catalogue.ItemView
    ratings: tuple[RatingView, ...]
    may_withdraw: bool
    to_rate: RatingStage | None  # what can be rated now
    revision: int
    recall: RecallView | None  # of the decision
    may_ask: bool
    question: str  # what an office asked and nobody has answered
    may: frozenset[Scope]  # what the reader may do in it; not all for agents

    @property
    def may_file(self) -> bool:
        """Whether the reader may act in it: hand in, answer, withdraw, rate."""
        return Scope.FILE in self.may

    @property
    def may_collect(self) -> bool:
        """Whether the result is the reader's to have."""
        return Scope.COLLECT in self.may

    @property
    def allowed(self) -> tuple[Scope, ...]:
        """What the reader may do in it, in one order."""
        return tuple(one for one in Scope if one in self.may)

    @property
    def scope(self) -> tuple[Scope, ...]:
        """What a mandate lets the reader do, in words; nothing to say where it is all."""
        return () if self.may >= WHOLE_SCOPE else self.allowed

    @property
    def may_rate(self) -> bool:
        """Whether something can be rated now."""
        return self.to_rate is not None

    @property
    def grade(self) -> int | None:
        """How its party rated the result; None is no grade."""
        return next((one.grade for one in self.ratings if one.stage is RatingStage.RESULT), None)


def row_of(case: Case) -> CaseRow:
    """Return a case for a list."""
    return CaseRow(
        public_id=case.public_id,
        number=case.number,
        item_code=case.item_code,
        item_name=catalogue.version(case.version_id).name,
        applicant_masked=case.applicant_masked,
        state=CaseState(case.state),
        result=case.result,
        submitted_at=case.submitted_at,
        due_on=case.due_on,
        is_due_provisional=case.is_due_provisional,
        needs_me=case.state == CaseState.SUPPLEMENT,
        cursor=case.pk,
        old_number=case.old_number,
    )


def my_cases(
    actor: Actor, *, now: datetime, before: int | None = None, limit: int = PAGE
) -> tuple[tuple[CaseRow, ...], int | None]:
    """Return a page of the actor's cases, newest first, and the cursor of the next page."""
    actor.require(CasePermission.READ_OWN)
    rows = access.own_cases(actor, now=now).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return page_of(rows, limit=limit)


def page_of(rows: QuerySet[Case], *, limit: int) -> tuple[tuple[CaseRow, ...], int | None]:
    """Return one page and the cursor behind it."""
    found = list(rows[: limit + 1])
    more = len(found) > limit
    return tuple(row_of(case) for case in found[:limit]), found[limit - 1].pk if more else None


def home(actor: Actor, *, now: datetime) -> tuple[CaseRow, ...]:
    """Return the actor's open cases for the home page: what she must do first, at most five."""
    if not actor.may(CasePermission.READ_OWN):
        return ()
    rows = access.own_cases(actor, now=now).filter(state__in=OPEN_STATES).order_by("-pk")[:20]
    cases = sorted((row_of(case) for case in rows), key=lambda row: not row.needs_me)
    return tuple(cases[:5])


def my_case(actor: Actor, *, case_id: str, now: datetime, scope: Scope = Scope.FOLLOW) -> CaseView:
    """Return one of the actor's cases.

    Raises `NotFoundError`, and `BeyondMandateError` where a mandate does not go as far as `scope`.
    """
    actor.require(CasePermission.READ_OWN)
    case = access.own_case(actor, case_id, now=now, scope=scope)
    return view_of(actor, case, now=now, may=access.scope_in(actor, case, now=now))


def view_of(
    actor: Actor, case: Case, *, now: datetime, may: frozenset[Scope] = WHOLE_SCOPE
) -> CaseView:
    """Return a case as its party sees it, with no button for what they may not do."""
    is_filing = Scope.FILE in may
    ratings = list(Rating.objects.filter(case=case).order_by("pk"))
    events = list(case.events.order_by("seq"))
    document = document_in(case, events)
    item = catalogue.version(case.version_id)
    found = files_of(actor, item.form, document, kind=FILES, owner_id=str(case.public_id))
    return CaseView(
        row=row_of(case),
        entries=timeline(case, events, for_staff=False, unseal=unseal),
        clock=clock_of(case, facts(events)),
        offices=offices(case),
        supplement=open_supplement(case),
        documents=documents_of(sent(CaseDocument.objects.filter(case=case).order_by("pk")))
        if case.key
        else (),
        document=document,
        materials=owed(case, document),
        given=given_in(item, document, found=found, context=context_of(case, document)),
        told=told_in(item, document, context=context_of(case, document)),
        notices=notices_of(case, now=now) if has_notice(item) else (),
        place=place_of(case) if has_places(item) else None,
        remedies=remedies_of(case, events),
        agreements=of_case(case, document),
        promises=promises_of(case),
        item=item,
        ratings=tuple(rating_view(case, row) for row in ratings),
        may_withdraw=is_filing and case.state in OPEN_STATES,
        to_rate=stage_to_rate(case, ratings) if is_filing else None,
        revision=case.last_seq,
        recall=recall_of(case, events, now=now),
        may_ask=is_filing and question_rules.may_ask(CaseState(case.state)),
        question=_question(case, events),
        may=may,
    )


def _question(case: Case, events: Sequence[CaseEvent]) -> str:
    """Return the words of the newest question of an office that waits for an answer."""
    history = facts(events)
    asked = question_rules.unanswered(history)
    if asked is None or not question_rules.may_ask(CaseState(case.state)):
        return ""
    event = events[next(place for place, fact in enumerate(history) if fact is asked)]
    return str(unseal(case, event.sealed)["question"]) if event.sealed else ""


def stage_to_rate(case: Case, rated: Iterable[Rating]) -> RatingStage | None:
    """Return what of a case its party can rate now."""
    return rating_rules.stage_to_rate(
        CaseState(case.state),
        is_accepted=case.accepted_on is not None,
        has_limit=catalogue.version(case.version_id).handling is Handling.PROMISED,
        rated={row.stage for row in rated},
    )


def owed(case: Case, document: Mapping[str, Any]) -> tuple[Material, ...]:
    """Return the papers that this application owes; `document` is as it stands."""
    item = catalogue.version(case.version_id)
    if not case.key:
        return ()
    return catalogue.materials_for(
        item, document.get("answers", {}), context=context_of(case, document)
    )


def facts(events: Iterable[CaseEvent]) -> list[clockwork.Fact]:
    """Return the history of a case as its clocks see it, from its events, oldest first."""
    return [clockwork.Fact(event.kind, event.on, event.task, event.data) for event in events]


def clock_of(case: Case, history: Sequence[clockwork.Fact]) -> Clock:
    """Return the clock of the whole case, explained line by line."""
    item = catalogue.version(case.version_id)
    return clock.read(
        item.case_limit, clockwork.of_case(history), calendar=calendar.site_calendar()
    )


def offices(case: Case) -> tuple[OfficeView, ...]:
    """Return where the case is now."""
    tasks = list(
        Task.objects.filter(case=case, kind=TaskKind.STAGE, state__in=LIVE_TASKS).order_by("pk")
    )
    bodies = organisations.organisations(task.organisation_id for task in tasks)
    flow = catalogue.version(case.version_id).flow
    return tuple(
        OfficeView(
            flow.stage(task.stage).name,
            bodies[task.organisation_id],
            task.due_on,
            task.is_due_provisional,
        )
        for task in tasks
    )


def open_supplement(case: Case) -> SupplementView | None:
    """Return the list that waits for an answer."""
    row = waiting_list(case)
    return supplement_view(case, row) if row else None


def waiting_list(case: Case) -> Supplement | None:
    """Return the row of the list that waits; none once the case has ended."""
    if case.state not in OPEN_STATES:
        return None
    return Supplement.objects.filter(case=case, answered_at=None).select_related("task").first()


def supplement_view(case: Case, row: Supplement) -> SupplementView:
    """Return a told-once list with its lines."""
    asks = unseal(case, row.sealed)["asks"]
    return SupplementView(
        row.public_id,
        tuple(Ask(AskKind(ask["kind"]), ask["ref"], ask["text"]) for ask in asks),
        row.asked_at,
        row.ordinal,
        row.stage,
    )
