"""History as sentences: what happened, where, and what was said about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from linli.engines.cases.values import (
    BY_OFFICE,
    OFFICE_PAPERS,
    DocumentKind,
    EventKind,
    PauseCause,
    RecallGround,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.formspec.values.days import day_words
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from linli.engines.cases.models import Case, CaseEvent

# A resident is not shown who took a task on inside an office, nor reminders to it.
INSIDE = frozenset(
    {
        EventKind.CLAIMED,
        EventKind.RELEASED,
        EventKind.STOOD_IN,
        EventKind.WARNED,
        EventKind.EXTENSION_ASKED,
        EventKind.OBJECTION_MADE,
        EventKind.OBJECTION_CLOSED,
    }
)
# Offices do not learn here that they were rated, and so not by whom.
OF_RATERS = frozenset({EventKind.RATED, EventKind.RATING_ANSWERED})
TONES = {
    EventKind.GRANTED: "good",
    EventKind.RESULT_ISSUED: "good",
    EventKind.REFUSED: "bad",
    EventKind.DECLINED: "bad",
    EventKind.OVERDUE: "bad",
    EventKind.DOCUMENT_REVOKED: "bad",
    EventKind.SUPPLEMENT_REQUESTED: "warn",
    EventKind.PAUSED: "warn",
    EventKind.AUTHORISATION_REVOKED: "warn",
    EventKind.PROMISE_OVERDUE: "warn",
    EventKind.RECALL_PROPOSED: "warn",
    EventKind.RECALLED: "bad",
}


@dataclass(frozen=True)
class Entry:
    """One sentence of the timeline."""

    title: str
    at: datetime
    text: str
    by: str
    tone: str
    kind: str


def is_inside(kind: EventKind, data: Mapping[str, Any]) -> bool:
    """Say whether an event is the offices' own affair: a late call-back is not a late decision.

    Nor is it news to anybody that a receipt was printed, or that offices wrote to each other.
    """
    if kind in {EventKind.DOCUMENT_ISSUED, EventKind.DOCUMENT_REVOKED}:
        if data.get("document") in OFFICE_PAPERS:
            return True
        is_plain = data.get("document") in {DocumentKind.RECEIPT, DocumentKind.TOLD_ONCE}
        return kind is EventKind.DOCUMENT_ISSUED and is_plain
    return kind in INSIDE or (kind is EventKind.OVERDUE and "stage" not in data)


def timeline(
    case: Case, events: Iterable[CaseEvent], *, for_staff: bool, unseal: Any
) -> tuple[Entry, ...]:
    """Return the history of a case, oldest first as its events, in two statements at most.

    Without `unseal` it says what was done, and nothing of what was said.
    """
    events = [event for event in events if _is_for(event, for_staff=for_staff)]
    bodies = organisations.organisations(
        event.organisation_id for event in events if event.organisation_id
    )
    names = accounts.display_names(_accounts(events)) if for_staff else {}
    flow = catalogue.version(case.version_id).flow
    entries = []
    for event in events:
        body = bodies.get(event.organisation_id or 0)
        stage = flow.stage(event.data["stage"]) if "stage" in event.data else None
        outcome = stage.outcome(event.data.get("outcome", "")) if stage else None
        where = body.words if body else ""
        entries.append(
            Entry(
                title=sentence(
                    event,
                    where=where,
                    outcome=str(outcome.name) if outcome else "",
                    absent=names.get(event.data.get("for", 0), ""),
                ),
                at=event.at,
                text=_said(case, event, unseal),
                by=names.get(event.account_id or 0, "") if for_staff else "",
                tone=TONES.get(EventKind(event.kind), ""),
                kind=event.kind,
            )
        )
    return tuple(entries)


def _is_for(event: CaseEvent, *, for_staff: bool) -> bool:
    kind = EventKind(event.kind)
    return kind not in OF_RATERS if for_staff else not is_inside(kind, event.data)


def _accounts(events: Iterable[CaseEvent]) -> set[int]:
    found = {event.account_id for event in events} | {event.data.get("for") for event in events}
    return {account for account in found if account}


def sentence(event: CaseEvent, *, where: str, outcome: str, absent: str = "") -> str:
    """Return one event as a sentence; `where` is the office, `outcome` the stage's own word."""
    data: dict[str, Any] = event.data
    facts = {
        "where": where or _("The office"),
        "outcome": outcome,
        "absent": absent or _("a colleague"),
        "until": data.get("until", ""),
        "count": data.get("count", 0),
        "position": data.get("position", 0),
        "last": day_words(date.fromisoformat(data["last"])) if data.get("last") else "",
        "days": data.get("days", 0),
        "document": _document(data),
        "handed_in": _day(data.get("handed_in_on", "")),
        "ground": _ground(data),
        "cause": PauseCause(data["cause"]).label if data.get("cause") in PauseCause.values else "",
    }
    kind = EventKind(event.kind)
    words = FROM_OFFICE if kind in FROM_OFFICE and data.get("by") == BY_OFFICE else SENTENCES
    return words[kind]() % facts


def _document(data: Mapping[str, Any]) -> str:
    """Name a document by its kind and number."""
    if data.get("document") not in DocumentKind.values:
        return ""
    number = data.get("number") or data.get("serial", "")
    return f"{DocumentKind(data['document']).label} {number}"


def _ground(data: Mapping[str, Any]) -> str:
    """Name why a decision is recalled."""
    found = data.get("ground")
    return str(RecallGround(found).label) if found in RecallGround.values else ""


def _day(text: str) -> str:
    return day_words(date.fromisoformat(text)) if text else ""


SENTENCES = {
    EventKind.SUBMITTED: lambda: _("The application was handed in"),
    EventKind.TAKEN_OVER: lambda: _(
        "Begun on paper, handed in on %(handed_in)s, and taken over into this system"
    ),
    EventKind.RECHECK_OPENED: lambda: _("The regular check of what was granted began"),
    EventKind.STAGE_OPENED: lambda: _("Now with %(where)s"),
    EventKind.CLAIMED: lambda: _("%(where)s: taken on"),
    EventKind.RELEASED: lambda: _("%(where)s: given back to the queue"),
    EventKind.STOOD_IN: lambda: _(
        "%(where)s: taken over, because %(absent)s is away until %(until)s"
    ),
    EventKind.SUPPLEMENT_REQUESTED: lambda: _(
        "%(where)s asked for what is missing, all at once (items: %(count)s)"
    ),
    EventKind.SUPPLEMENT_ANSWERED: lambda: _("What was asked for was handed in"),
    EventKind.ACCEPTED: lambda: _("%(where)s accepted the application; the time limit runs"),
    EventKind.DECLINED: lambda: _("%(where)s could not accept the application: %(outcome)s"),
    EventKind.STAGE_DECIDED: lambda: _("%(where)s gave its opinion: %(outcome)s"),
    EventKind.GRANTED: lambda: _("%(where)s decided: %(outcome)s"),
    EventKind.REFUSED: lambda: _("%(where)s decided: %(outcome)s"),
    EventKind.WITHDRAWN: lambda: _("The application was withdrawn"),
    EventKind.RETURNED: lambda: _("%(where)s is not responsible; the right office is being named"),
    EventKind.REASSIGNED: lambda: _("Passed to the responsible office"),
    EventKind.PAUSED: lambda: _("%(cause)s: about %(days)s days, not counted in the time limit"),
    EventKind.RESUMED: lambda: _("The time limit runs again"),
    EventKind.EXTENSION_ASKED: lambda: _("%(where)s asked for an extension"),
    EventKind.EXTENDED: lambda: _("The time limit was extended once, by %(days)s days"),
    EventKind.EXTENSION_REFUSED: lambda: _("The time limit was not extended"),
    EventKind.RESULT_ISSUED: lambda: _("The result document is ready"),
    EventKind.DOCUMENT_ISSUED: lambda: _("Document issued: %(document)s"),
    EventKind.DOCUMENT_REVOKED: lambda: _("Document revoked, no longer valid: %(document)s"),
    EventKind.RATED: lambda: _("The service was rated"),
    EventKind.CALLBACK_CLOSED: lambda: _("%(where)s called back about the rating"),
    EventKind.RATING_MENDED: lambda: _("%(where)s mended what the rating was about"),
    EventKind.RATING_UPHELD: lambda: _("%(where)s looked at the rating again: it stands"),
    EventKind.RATING_SET_ASIDE: lambda: _(
        "%(where)s looked at the rating again: it was given by mistake and is not counted"
    ),
    EventKind.RATING_ANSWERED: lambda: _("The rater answered"),
    EventKind.WARNED: lambda: _("%(where)s was reminded of the time limit"),
    EventKind.OVERDUE: lambda: _("The time limit has passed; the superior was told"),
    EventKind.NOTICE_POSTED: lambda: _("%(where)s announced it in public until %(last)s"),
    EventKind.NOTICE_ENDED: lambda: _("The public notice was taken down; objections: %(count)s"),
    EventKind.OBJECTION_MADE: lambda: _("Somebody objected to the public notice"),
    EventKind.OBJECTION_CLOSED: lambda: _("%(where)s looked into an objection"),
    EventKind.PLACE_AWAITED: lambda: _("On the waiting list, as number %(position)s"),
    EventKind.PLACE_GIVEN_UP: lambda: _("The place was given back"),
    EventKind.ARCHIVED: lambda: _("The case was closed and kept"),
    EventKind.ERASED: lambda: _(
        "Its period of keeping was over: what was answered, said and handed in was erased"
    ),
    EventKind.QUESTION_ASKED: lambda: _("A question to the office"),
    EventKind.QUESTION_ANSWERED: lambda: _("The question of the office was answered"),
    EventKind.AUTHORISATION_REVOKED: lambda: _("A family member took the agreement back"),
    EventKind.AUTHORISATION_RENEWED: lambda: _("A family member agreed again"),
    EventKind.UNSETTLED: lambda: _(
        "It was not settled in time; the office goes on with what is there"
    ),
    EventKind.PROMISED: lambda: _("Accepted with %(count)s papers to follow"),
    EventKind.FOLLOWED: lambda: _("A promised paper was handed in"),
    EventKind.PROMISE_DUE: lambda: _("You were reminded of a promised paper"),
    EventKind.PROMISE_OVERDUE: lambda: _("A promised paper did not come in time"),
    EventKind.PROMISE_EXTENDED: lambda: _("More time was given for a promised paper"),
    EventKind.RECALL_PROPOSED: lambda: _("%(where)s considers recalling the decision: %(ground)s"),
    EventKind.RECALL_HEARD: lambda: _("The resident answered about the recall"),
    EventKind.RECALLED: lambda: _(
        "%(where)s recalled the decision: %(ground)s. It is decided anew; the time limit begins "
        "again"
    ),
    EventKind.CORRECTED: lambda: _("%(where)s corrected a typing error"),
    EventKind.RECALL_DECLINED: lambda: _("%(where)s looked at the decision again: it stands"),
}
FROM_OFFICE = {
    EventKind.QUESTION_ASKED: lambda: _("%(where)s has a question; the time limit goes on"),
    EventKind.QUESTION_ANSWERED: lambda: _("%(where)s answered the question"),
}
# The answers, shown elsewhere.
UNSAID = frozenset(
    {EventKind.SUBMITTED, EventKind.TAKEN_OVER, EventKind.RECHECK_OPENED, EventKind.FOLLOWED}
)
SHOWN_WORDS = ("member", "promise", "reason", "note", "remedy", "question", "answer", "finding")


def _said(case: Case, event: CaseEvent, unseal: Any) -> str:
    """Return the words of an event that its readers may see."""
    if unseal is None or not case.key or event.sealed is None or event.kind in UNSAID:
        return ""
    words: dict[str, Any] = unseal(case, event.sealed)
    lines: Sequence[str] = [str(words[key]) for key in SHOWN_WORDS if words.get(key)]
    if event.kind == EventKind.SUPPLEMENT_REQUESTED:
        # The reason for a second list is for the office; the list itself is for everybody.
        lines = [ask["text"] for ask in words["asks"]]
    return "\n".join(lines)
