"""States, events, permissions and errors of the case engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.engines.catalogue.values import OutcomeKind
from linli.foundation.actors.values import HANDLERS, LEADERS, Permission, Role
from linli.foundation.errors.values import ConflictError, ForbiddenError, InvalidError

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


class TaskKind(TextChoices):
    """Why somebody has a task."""

    STAGE = "stage", _("Stage of the case")
    EXTENSION = "extension", _("Approve an extension")
    CALLBACK = "callback", _("Call back after a poor rating")
    OBJECTION = "objection", _("Look into an objection")
    QUESTION = "question", _("Answer a question")
    PROMISE = "promise", _("Mend what a rating was about")
    APPEAL = "appeal", _("Decide an appeal against a rating")


# Their `stage` is what was rated, not a stage of the flow.
RATING_TASKS = frozenset({TaskKind.CALLBACK, TaskKind.PROMISE, TaskKind.APPEAL})


class TaskState(TextChoices):
    """Where a task stands."""

    OPEN = "open", _("To do")
    WAITING = "waiting", _("Waiting for the resident")
    PAUSED = "paused", _("Clock paused")
    STANDING = "standing", _("Goes on by itself")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("No longer needed")


LIVE_TASKS = frozenset({TaskState.OPEN, TaskState.WAITING, TaskState.PAUSED, TaskState.STANDING})
# Nobody in the office has anything to do with it now.
QUIET_TASKS = LIVE_TASKS - {TaskState.OPEN}


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


class DocumentKind(TextChoices):
    """Which paper of a case."""

    RESULT = "result", _("Notice of result")
    RECEIPT = "receipt", _("Receipt")
    TOLD_ONCE = "told_once", _("Told-once notice")
    LETTER = "letter", _("Letter")


# How the serial of each begins: 结果, 回执, 告知, 公函 (no I and O).
SERIALS = {
    DocumentKind.RESULT: "JG",
    DocumentKind.RECEIPT: "HZ",
    DocumentKind.TOLD_ONCE: "GZ",
    DocumentKind.LETTER: "GH",
}


@dataclass(frozen=True)
class Issued:
    """A document as it was issued: where its file lies, and what stands on it."""

    public_id: UUID
    serial: str
    number: str
    file_id: UUID


class PauseCause(TextChoices):
    """Special procedures that stop the clock (行政许可法 45); their length is told in writing."""

    HEARING = "hearing", _("Hearing")
    INSPECTION = "inspection", _("Inspection or test")
    APPRAISAL = "appraisal", _("Appraisal or expert review")
    ASSESSMENT = "assessment", _("Assessment by another body")
    VERDICT = "verdict", _("Waiting for another verdict")


class Grade(IntegerChoices):
    """The five grades of the service rating; the lowest two are poor (国办发〔2019〕51号)."""

    VERY_SATISFIED = 5, _("Very satisfied")
    SATISFIED = 4, _("Satisfied")
    BASICALLY = 3, _("Basically satisfied")
    DISSATISFIED = 2, _("Dissatisfied")
    VERY_DISSATISFIED = 1, _("Very dissatisfied")


class RatingStage(TextChoices):
    """What is rated: what has a time limit is rated twice (GB/T 39735)."""

    ACCEPTANCE = "acceptance", _("How handing in went")
    RESULT = "result", _("How it ended")


class CallbackOutcome(TextChoices):
    """What came out of a call-back (国办发〔2019〕51号, 四)."""

    MENDED = "mended", _("Mended at once")
    LEDGER = "ledger", _("To be mended by a day; it stays open until then")
    EXPLAINED = "explained", _("Explained: the rules do not allow what was wished")
    MISTAKEN = "mistaken", _("Rated by mistake: ask the superior to set it aside")


POOR_GRADES = frozenset({Grade.DISSATISFIED, Grade.VERY_DISSATISFIED})
CALLBACK_WORKING_DAYS = 5
QUESTION_DAYS = "question_days"  # the pack's parameter: working days for an answer
QUESTION_WORKING_DAYS = 2  # where the pack says nothing
BY_OFFICE, BY_RESIDENT = "office", "resident"  # who asked or answered, in an event's data
APPEAL_WORKING_DAYS = 5
FEWEST_SHOWN = 5  # figures of fewer ratings point at who rated
FEWEST_PUBLIC = 10


class PartyKind(TextChoices):
    """In which part somebody stands in a case."""

    APPLICANT = "applicant", _("Applicant")
    AGENT = "agent", _("Agent")


class AgreementState(TextChoices):
    """Where the agreement of a family member stands."""

    OWED = "owed", _("Not asked yet")
    ASKED = "asked", _("Asked, no answer yet")
    GIVEN = "given", _("Agreed")
    REFUSED = "refused", _("Did not agree")
    REVOKED = "revoked", _("Took it back")


class AgreementWay(TextChoices):
    """How a family member answered."""

    PHONE = "phone", _("By a code on the telephone")
    COUNTER = "counter", _("In person at the counter")
    PAPER = "paper", _("On paper, signed")
    GUARDIAN = "guardian", _("By the applicant as guardian")


CODE_MINUTES = 24 * 60  # a member may be at work when the message comes
CODE_TRIES = 5
MESSAGES_A_MEMBER = 5


class PromiseState(TextChoices):
    """Where a promised paper stands."""

    OPEN = "open", _("Promised")
    OVERDUE = "overdue", _("Did not come in time")
    FOLLOWED = "followed", _("Handed in")


class AskKind(TextChoices):
    """What a supplement asks for."""

    MATERIAL = "material", _("A paper")
    FIELD = "field", _("An answer")
    OTHER = "other", _("Something else")


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
class FamilyMember:
    """Somebody in the table of the household, as answered; `place` counts from 0."""

    place: int
    name: str = ""
    document_type: str = ""
    number: str = ""
    phone: str = ""
    relation: str = ""
    birth_date: str = ""
    income_fen: int | None = None


@dataclass(frozen=True)
class Contradiction:
    """What cannot both be true; a question may be confirmed as meant."""

    code: str
    path: str
    one: str
    other: str
    is_question: bool = False
    amount_fen: int = 0


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
    follows: UUID | None  # the case that this one checks again
    answers: Mapping[str, Any] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """One line of the told-once list: a material or field, and what is wrong with it."""

    kind: AskKind
    ref: str
    text: str

    @property
    def section(self) -> str:
        """The section of the form that a line about an answer means."""
        return self.ref.partition(".")[0]


class ClockKind(TextChoices):
    """What a line of the clock's explanation says."""

    STARTED = "started", _("Starts: this day does not count")
    COUNTED = "counted", _("Counted")
    PAUSED = "paused", _("Not counted")
    EXTENDED = "extended", _("Extended")
    MOVED = "moved", _("Last day falls on a day off and moves")
    DUE = "due", _("The last day")


@dataclass(frozen=True)
class ClockEvent:
    """A fact that moves the clock: `start`, `pause`, `resume` or `extend` on a day."""

    kind: str
    on: date
    days: int = 0
    why: str = ""


@dataclass(frozen=True)
class ClockLine:
    """One line of the explanation: first to last day, how many days were counted, and why."""

    kind: ClockKind
    first: date
    last: date
    days: int = 0
    why: str = ""

    @property
    def why_words(self) -> str:
        """Say why in the language in force: the event or the special procedure."""
        for kinds in (EventKind, PauseCause):
            if self.why in kinds.values:
                return str(kinds(self.why).label)
        return ""


@dataclass(frozen=True)
class Clock:
    """What the events say: the last day (None: paused or not started), and why, line by line."""

    due_on: date | None
    is_provisional: bool = False
    is_paused: bool = False
    counted: int = 0
    allowed: int | None = None
    lines: tuple[ClockLine, ...] = ()
    half_on: date | None = None

    @property
    def left(self) -> int | None:
        """Days not yet used."""
        return None if self.allowed is None else self.allowed - self.counted


class Light(TextChoices):
    """The light of a task; it always carries words."""

    CALM = "quiet", _("In time")
    SOON = "warn", _("Half the time is over")
    TODAY = "info", _("Due today")
    OVERDUE = "bad", _("Overdue")
    PAUSED = "paused", _("Paused")
    NONE = "none", _("No time limit")


class AlreadyDoneError(ConflictError):
    """Somebody was faster; the message says who and what."""

    code = "already_done"


class StaleVersionError(ConflictError):
    """The item was published anew since this application was begun."""

    code = "stale_version"
    message = _(
        "This service was updated while you were filling it in. Your answers are kept; "
        "please look at the review page once more."
    )


class IncompleteError(InvalidError):
    """Something that is needed is missing or wrong."""

    code = "incomplete"
    message = _("Something is still missing. Your answers are kept; see the list.")


class NobodyProvenError(ConflictError):
    """Registers are asked only about somebody who has proven who they are."""

    code = "nobody_proven"
    message = _(
        "Registers can be asked once it is proven who you are: show your card at any service "
        "counter. Until then please fill in the form yourself and add the papers."
    )


class NoHandlerError(ConflictError):
    """No office is registered for a stage at this address."""

    code = "no_handler"
    message = _(
        "No office is registered for this address yet. Your answers are kept; please call 12345."
    )


class SecondListError(ForbiddenError):
    """The resident was asked once at this stage; only the superior may ask again."""

    code = "second_list"
    message = _(
        "The resident was already asked once at this stage. Only your superior can ask again, "
        "with a reason; it is counted."
    )


class NotAllowedNowError(ConflictError):
    """The case is not in a state in which this can be done."""

    code = "not_allowed_now"
    message = _("This cannot be done at this point of the case. Please look at it again.")


class NoticeOverError(ConflictError):
    """The days of a public notice are over; objections are not taken any more."""

    code = "notice_over"
    message = _(
        "The days of this notice are over, so objections are no longer taken here. If something "
        "is wrong, please call 12345 or tell the office."
    )


class KeptError(ConflictError):
    """The case must still be kept."""

    code = "must_be_kept"
    message = _("This case must still be kept: its period is not over, or it is still needed.")


class ErasedAloneError(ForbiddenError):
    """Whoever proposed it cannot agree to it."""

    code = "erased_alone"
    message = _("Somebody else must agree: nobody erases a case alone.")


class CodeRefusedError(InvalidError):
    """The code is wrong, was used, or is too old; which of them is not told."""

    code = "code"
    message = _("This code is not right or not valid any more. Please ask for a new one.")


class AskedOftenError(ConflictError):
    """No more messages to this number."""

    code = "asked_often"
    message = _(
        "Enough messages were sent. Please let the family member sign on paper or come to a "
        "counter."
    )
