"""States, results, events and permissions of a case, and what it tells other rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.engines.catalogue.values import OutcomeKind
from linli.foundation.actors.values import HANDLERS, LEADERS, Permission, Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.formspec.values import Context

# What the outbox calls a transition of a case, for rooms that follow what happened.
HAPPENED = "cases.happened"
# To whom stored files belong: to a case, to the draft of one, or to what a member signed.
FILES = "case"
DRAFT_FILES = "draft"
SIGNED_FILES = "authorisation"
# What a list for a system outside may name of a case besides its answers.
OUTSIDE_NAMES = frozenset(
    {"number", "handed_in", "accepted", "decided", "division", "result", "item", "old_number"}
)


class CasePermission(Permission):
    """What can be done with drafts, cases and tasks; without roles: every signed-in resident."""

    APPLY = ("cases:draft:write",)
    READ_OWN = ("cases:case:read_own",)
    ANSWER = ("cases:supplement:answer",)
    WITHDRAW = ("cases:case:withdraw",)
    RATE = ("cases:rating:write",)
    ASK = ("cases:question:ask",)
    INTAKE = "cases:draft:intake", Role.CLERK, Role.COMMUNITY_WORKER, Role.AGENT
    TAKE_OVER = "cases:case:take_over", Role.CLERK, Role.STREET_OFFICER
    HANDLE = "cases:task:handle", *HANDLERS
    READ = "cases:case:read", *HANDLERS, *LEADERS, Role.AUDITOR, Role.AGENT
    SUPERVISE = "cases:task:supervise", *LEADERS
    KEEP = "cases:archive:keep", Role.STREET_OFFICER, Role.DEPARTMENT_OFFICER
    READ_FIGURES = "cases:figures:read", *LEADERS, Role.AUDITOR


class CaseState(TextChoices):
    """Where a case stands, in the resident's words."""

    RECEIVED = "received", _("Received, being checked")
    SUPPLEMENT = "supplement", _("Waiting for your papers")
    HANDLING = "handling", _("Being handled")
    PAUSED = "paused", _("Clock paused")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ARCHIVED = "archived", _("Closed")


OPEN_STATES = frozenset(
    {CaseState.RECEIVED, CaseState.SUPPLEMENT, CaseState.HANDLING, CaseState.PAUSED}
)


class CaseResult(TextChoices):
    """How a case ended."""

    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    DECLINED = "declined", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


RESULT_OF = {
    OutcomeKind.GRANT: CaseResult.GRANTED,
    OutcomeKind.REFUSE: CaseResult.REFUSED,
    OutcomeKind.DECLINE: CaseResult.DECLINED,
}
# A decision is what an office says; who takes an application back was not decided about.
DECIDED_RESULTS = frozenset({CaseResult.GRANTED, CaseResult.REFUSED, CaseResult.DECLINED})
# Where something can be done against it.
NOES = frozenset({CaseResult.REFUSED, CaseResult.DECLINED})


class Measure(TextChoices):
    """What is counted for leaders; each leads to the rows that were counted."""

    HANDED_IN = "handed_in", pgettext_lazy("count", "Handed in")
    ACCEPTED = "accepted", pgettext_lazy("count", "Accepted")
    DECIDED = "decided", pgettext_lazy("count", "Decided")
    ON_TIME = "on_time", _("Decided in time")
    LATE = "late", _("Decided late")
    TOLD_TWICE = "told_twice", _("Asked for papers more than once")
    OPEN = "open", pgettext_lazy("count", "Open now")
    OVERDUE = "overdue", _("Overdue now")
    RATED = "rated", pgettext_lazy("count", "Rated")
    POOR = "poor", _("Rated poorly")
    CALLED_BACK = "called_back", _("Called back after a poor rating")


class EventKind(TextChoices):
    """What happened. Rows of history are never edited."""

    SUBMITTED = "case.submitted", _("Application handed in")
    TAKEN_OVER = "case.taken_over", _("Taken over from paper")
    RECHECK_OPENED = "case.recheck_opened", _("The regular check began")
    STAGE_OPENED = "stage.opened", _("Passed to the next office")
    CLAIMED = "task.claimed", _("Taken on")
    RELEASED = "task.released", _("Given back to the queue")
    STOOD_IN = "task.stood_in", _("Taken over while a colleague is away")
    SUPPLEMENT_REQUESTED = "supplement.requested", _("More papers asked for")
    SUPPLEMENT_ANSWERED = "supplement.answered", _("Papers handed in")
    ACCEPTED = "case.accepted", _("Accepted")
    STAGE_DECIDED = "stage.decided", _("Opinion given")
    GRANTED = "case.granted", _("Granted")
    REFUSED = "case.refused", _("Refused")
    DECLINED = "case.declined", _("Not accepted")
    WITHDRAWN = "case.withdrawn", _("Withdrawn")
    RETURNED = "task.returned", _("Returned: another office is responsible")
    REASSIGNED = "task.reassigned", _("Passed to the right office")
    PAUSED = "clock.paused", _("Clock paused")
    RESUMED = "clock.resumed", _("Clock running again")
    EXTENSION_ASKED = "extension.asked", _("Extension asked for")
    EXTENDED = "extension.approved", _("Extended once")
    EXTENSION_REFUSED = "extension.refused", _("Extension not approved")
    RESULT_ISSUED = "result.issued", _("Result document issued")
    DOCUMENT_ISSUED = "document.issued", _("Document issued")
    DOCUMENT_REVOKED = "document.revoked", _("Document revoked")
    RATED = "case.rated", _("Rated")
    CALLBACK_CLOSED = "callback.closed", _("Called back about the rating")
    RATING_MENDED = "rating.mended", _("What the rating was about is mended")
    RATING_UPHELD = "rating.upheld", _("The rating stands")
    RATING_SET_ASIDE = "rating.set_aside", _("The rating is not counted")
    RATING_ANSWERED = "rating.answered", _("Answered about the rating")
    AUTHORISATION_REVOKED = "authorisation.revoked", _("A family member's agreement revoked")
    AUTHORISATION_RENEWED = "authorisation.renewed", _("A family member agreed again")
    UNSETTLED = "authorisation.unsettled", _("Goes on without the member's agreement")
    PROMISED = "paper.promised", _("Papers promised for later")
    FOLLOWED = "paper.followed", _("A promised paper handed in")
    PROMISE_DUE = "paper.due", _("Reminded of a promised paper")
    PROMISE_OVERDUE = "paper.overdue", _("A promised paper did not come")
    PROMISE_EXTENDED = "paper.extended", _("More time for a promised paper")
    WARNED = "task.warned", _("Reminder sent to the office")
    OVERDUE = "task.overdue", _("Over the time limit, reported to the superior")
    ARCHIVED = "case.archived", _("Closed and kept")
    NOTICE_POSTED = "notice.posted", _("Announced in public")
    NOTICE_ENDED = "notice.ended", _("Public notice taken down")
    OBJECTION_MADE = "objection.made", _("Somebody objected")
    OBJECTION_CLOSED = "objection.closed", _("Objection looked into")
    PLACE_AWAITED = "place.awaited", _("On the waiting list")
    PLACE_GIVEN_UP = "place.given_up", _("Place given up")
    ERASED = "case.erased", _("Erased when its period of keeping was over")
    QUESTION_ASKED = "question.asked", _("Question asked")
    QUESTION_ANSWERED = "question.answered", _("Question answered")
    RECALL_PROPOSED = "recall.proposed", _("The decision may be recalled")
    RECALL_HEARD = "recall.heard", _("The resident answered about the recall")
    RECALLED = "decision.recalled", _("The decision was recalled")
    CORRECTED = "answers.corrected", _("A typing error was corrected")
    RECALL_DECLINED = "recall.declined", _("The decision stands")


# Which event says which result: the decision of a case.
EVENT_OF_RESULT = {
    CaseResult.GRANTED: EventKind.GRANTED,
    CaseResult.REFUSED: EventKind.REFUSED,
    CaseResult.DECLINED: EventKind.DECLINED,
}
DECIDING = frozenset(EVENT_OF_RESULT.values())


class PartyKind(TextChoices):
    """In which part somebody stands in a case."""

    APPLICANT = "applicant", _("Applicant")
    AGENT = "agent", _("Agent")


@dataclass(frozen=True)
class Happened:
    """What happened in one transition of a case: kinds and data without personal words."""

    item_code: str
    division_code: str
    compartment: str
    events: tuple[tuple[str, Mapping[str, Any]], ...]


@dataclass(frozen=True)
class OutsideHead:
    """What a line of a list shows of a case."""

    number: str
    applicant_masked: str


@dataclass(frozen=True)
class OutsideFacts:
    """A case for the form of a system outside; answers are left out where an approval is needed."""

    public_id: UUID
    item: ItemView
    answers: Mapping[str, Any]
    names: Mapping[str, Any]  # OUTSIDE_NAMES
    context: Context
    on: date
    is_closed: bool


@dataclass(frozen=True)
class Recalled:
    """That the decision of a case was recalled: when, why, and its number in the history."""

    seq: int
    on: date
    reason: str


@dataclass(frozen=True)
class GrantedCase:
    """A case that was decided, as rooms see it that act on the decision.

    `answers` have the sections that stages wrote down beside those of the form.
    """

    pk: int
    public_id: UUID
    number: str
    version_id: int
    division_code: str
    organisation_id: int | None  # that decided
    compartment: str
    applicant_masked: str
    person_id: int | None
    account_id: int | None
    sheltered_until: date | None
    submitted_on: date
    decided_on: date
    result: str
    reason: str
    decision: int  # number of the deciding event: a second decision has a higher one
    follows: UUID | None  # the case that this one checks again
    answers: Mapping[str, Any] = field(repr=False, default_factory=dict)
