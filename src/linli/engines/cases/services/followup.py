"""After commit: tell those concerned and issue the result, once per message of the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from linli.engines.cases.models import Case, CaseEvent, CaseParty, Task
from linli.engines.cases.queries.sheltering import CASE
from linli.engines.cases.queries.timeline import is_inside
from linli.engines.cases.services import set_right
from linli.engines.cases.services.awaiting import verdict_of
from linli.engines.cases.services.history import on_day
from linli.engines.cases.services.results import issue
from linli.engines.cases.services.tasks import head_of
from linli.engines.cases.services.written import kind_for, write_down
from linli.engines.cases.values import BY_OFFICE, EventKind, PartyKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import Role
from linli.foundation.formspec.values import Localised
from linli.foundation.notices import services as notices
from linli.foundation.notices.values import ACCOUNT_ONLY, Group, Kind, Part
from linli.registers.accounts import queries as accounts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from linli.foundation.jobs.values import Message

# What a resident is told of: (title, text). Everything else stands in the timeline.
TOLD: dict[EventKind, tuple[Callable[[], str], Callable[[], str]]] = {
    EventKind.SUBMITTED: (
        lambda: _("We have your application: %(item)s"),
        lambda: _("Number %(number)s. The office checks it now; you need not do anything."),
    ),
    EventKind.TAKEN_OVER: (
        lambda: _("Your paper application is here now: %(item)s"),
        lambda: _(
            "Number %(number)s. You need not do anything; you can follow it in your account."
        ),
    ),
    EventKind.RECHECK_OPENED: (
        lambda: _("It is checked again: %(item)s"),
        lambda: _(
            "Number %(number)s. You need not do anything; we write if something is missing. "
            "You are paid as before until it is decided."
        ),
    ),
    EventKind.SUPPLEMENT_REQUESTED: (
        lambda: _("Please add something: %(item)s"),
        lambda: _("The whole list is in your account. The office goes on when you have answered."),
    ),
    EventKind.SUPPLEMENT_ANSWERED: (
        lambda: _("Thank you, we have what you added: %(item)s"),
        lambda: _("Number %(number)s. The office goes on."),
    ),
    EventKind.ACCEPTED: (
        lambda: _("Accepted: %(item)s"),
        lambda: _("Number %(number)s. You will have an answer by %(due)s."),
    ),
    EventKind.PAUSED: (
        lambda: _("The time limit pauses: %(item)s"),
        lambda: _("Why and for how long stands in your account."),
    ),
    EventKind.EXTENDED: (
        lambda: _("The time limit was extended once: %(item)s"),
        lambda: _("The reason stands in your account. You will have an answer by %(due)s."),
    ),
    EventKind.OVERDUE: (
        lambda: _("This takes longer than promised: %(item)s"),
        lambda: _("We are sorry. The superior of the office was told today."),
    ),
    EventKind.DECLINED: (
        lambda: _("Not accepted: %(item)s"),
        lambda: _("Why, and what you can do now, stands in your account."),
    ),
    EventKind.GRANTED: (
        lambda: _("Granted: %(item)s"),
        lambda: _("Number %(number)s. The result document follows in a moment."),
    ),
    EventKind.REFUSED: (
        lambda: _("Not granted: %(item)s"),
        lambda: _("Why, and what you can do now, stands in your account."),
    ),
    EventKind.DOCUMENT_ISSUED: (
        lambda: _("There is a letter for you: %(item)s"),
        lambda: _("Number %(number)s. The letter is in your account, to read and to print."),
    ),
    EventKind.DOCUMENT_REVOKED: (
        lambda: _("A document is no longer valid: %(item)s"),
        lambda: _("Which one and why stands in your account. Please do not use it any more."),
    ),
    EventKind.NOTICE_POSTED: (
        lambda: _("Now announced in public: %(item)s"),
        lambda: _("Number %(number)s. What is shown, and until when, stands in your account."),
    ),
    EventKind.PLACE_AWAITED: (
        lambda: _("You are on the waiting list: %(item)s"),
        lambda: _(
            "Your turn in the list stands in your account. We tell you when a place is free."
        ),
    ),
    EventKind.PLACE_GIVEN_UP: (
        lambda: _("You gave your place back: %(item)s"),
        lambda: _("Number %(number)s. The next in turn gets it."),
    ),
    **set_right.TOLD,
    EventKind.AUTHORISATION_REVOKED: (
        lambda: _("Please settle something: %(item)s"),
        lambda: _(
            "A family member took back the agreement to being looked up. What you can do, and "
            "until when, stands in your account."
        ),
    ),
    EventKind.AUTHORISATION_RENEWED: (
        lambda: _("A family member agreed again: %(item)s"),
        lambda: _("Number %(number)s. The office goes on."),
    ),
    EventKind.UNSETTLED: (
        lambda: _("The office goes on: %(item)s"),
        lambda: _("It decides on what is there, without looking up that family member."),
    ),
    EventKind.PROMISE_DUE: (
        lambda: _("Please remember the paper you promised: %(item)s"),
        lambda: _("Which paper, and until when, stands in your account."),
    ),
    EventKind.PROMISE_EXTENDED: (
        lambda: _("More time for the paper you promised: %(item)s"),
        lambda: _("Until when, and why, stands in your account. No need to call."),
    ),
    EventKind.PROMISE_OVERDUE: (
        lambda: _("A paper you promised has not come: %(item)s"),
        lambda: _("Please hand it in now. The office decides how it goes on."),
    ),
    **{
        kind: (
            lambda: _("About your rating: %(item)s"),
            lambda: _("What was found and what is done about it stands in your account."),
        )
        for kind in (
            EventKind.CALLBACK_CLOSED,
            EventKind.RATING_MENDED,
            EventKind.RATING_UPHELD,
            EventKind.RATING_SET_ASIDE,
        )
    },
}
QUESTIONS: dict[EventKind, tuple[Callable[[], str], Callable[[], str]]] = {
    EventKind.QUESTION_ASKED: (
        lambda: _("The office has a question: %(item)s"),
        lambda: _("You can answer in your account. The time limit goes on meanwhile."),
    ),
    EventKind.QUESTION_ANSWERED: (
        lambda: _("Your question was answered: %(item)s"),
        lambda: _("The answer stands in your account."),
    ),
}
KINDS = {
    EventKind.SUPPLEMENT_REQUESTED: Kind(Group.TO_DO, is_duty=True),
    EventKind.DECLINED: Kind(Group.HAPPENED, is_duty=True),  # from here the days to appeal run
    EventKind.REFUSED: Kind(Group.HAPPENED, is_duty=True),
    EventKind.OVERDUE: Kind(Group.HAPPENED, is_duty=True),
    EventKind.WARNED: Kind(Group.REMINDERS),
    EventKind.RATING_SET_ASIDE: Kind(Group.TO_DO),
    EventKind.RECALL_PROPOSED: Kind(Group.TO_DO, is_duty=True),
    EventKind.RECALLED: Kind(Group.HAPPENED, is_duty=True),
}
TOLD_OFFICE = frozenset(
    {
        EventKind.WARNED,
        EventKind.OVERDUE,
        EventKind.SUPPLEMENT_ANSWERED,
        EventKind.RATING_ANSWERED,
        EventKind.AUTHORISATION_REVOKED,
        EventKind.AUTHORISATION_RENEWED,
        EventKind.UNSETTLED,
        EventKind.FOLLOWED,
        EventKind.PROMISE_OVERDUE,
        *set_right.TOLD_OFFICE,
    }
)
PARTS = {PartyKind.APPLICANT: Part.APPLICANT, PartyKind.AGENT: Part.AGENT}
# How a sealed case is told of: nothing names item, number or office.
SEALED_NEWS = (
    lambda: _("One of your applications has news"),
    lambda: _("What it is stands in your account."),
)
SEALED = {
    EventKind.SUPPLEMENT_REQUESTED: (
        lambda: _("One of your applications waits for you"),
        lambda: _("What it is stands in your account."),
    )
}
SEALED_WORK = (
    lambda: _("There is news of a sealed case with you"),
    lambda: _("What it is stands at the desk."),
)


def follow_up(message: Message, *, now: datetime) -> None:
    """Tell parties and offices of the events of one transition; issue a result that is due."""
    payload = message.payload
    case = Case.objects.get(pk=payload["case"])
    events = CaseEvent.objects.filter(case=case, seq__range=(payload["first"], payload["last"]))
    for event in events.order_by("seq"):
        kind = EventKind(event.kind)
        if kind in TOLD and not is_inside(kind, event.data) and not _is_told(event):
            _tell_parties(case, event, kind, now=now)
        if kind in TOLD_OFFICE:
            _tell_office(case, event, kind, now=now)
        if kind in QUESTIONS:
            tell = _tell_parties if event.data.get("by") == BY_OFFICE else _tell_office
            tell(case, event, kind, now=now)
        if kind is EventKind.STOOD_IN:
            _tell_absent(case, event, now=now)
        if event.data.get("ends") or kind is EventKind.DECLINED:
            issue(case, now=now)
        if kind_for(case, event) is not None:
            write_down(case.pk, seq=event.seq, now=now)
        if case.ended_at is not None:
            verdict_of(case, now=now)


def _is_told(event: CaseEvent) -> bool:
    """Say whether an event is the paper of another one, such as a recall, that was told already."""
    is_paper = event.kind == EventKind.DOCUMENT_ISSUED and "of" in event.data
    return is_paper or bool(event.data.get("quiet"))


def _tell_parties(case: Case, event: CaseEvent, kind: EventKind, *, now: datetime) -> None:
    title, body = TOLD.get(kind) or QUESTIONS[kind]
    if case.compartment:
        title, body = SEALED.get(kind, SEALED_NEWS)
    url = reverse("portal:cases:case", args=[case.public_id])
    for account_id, part in sorted(_party_accounts(case).items()):
        notices.notify(
            account_id=account_id,
            kind=kind,
            title=_both(title, case),
            body=_both(body, case),
            url=url,
            dedupe=f"{case.public_id}:{event.seq}:{account_id}",
            now=now,
            subject=(CASE, case.public_id),
            part=part,
        )


def _tell_office(case: Case, event: CaseEvent, kind: EventKind, *, now: datetime) -> None:
    """Remind whoever holds the task, or the post; what is over reaches the superior too."""
    task = Task.objects.filter(public_id=event.task).first() if event.task else None
    if task is None:
        return
    readers = _holders(task, case, now=now)
    if kind is EventKind.OVERDUE:
        head, role = head_of(task.organisation_id)
        leaders = accounts.holders_of(head.id, role, event.on, compartment=case.compartment)
        readers |= set(leaders)
    titles: dict[EventKind, Callable[[], str]] = {
        EventKind.WARNED: lambda: _("Please look at the time limit: %(number)s"),
        EventKind.OVERDUE: lambda: _("Over the time limit: %(number)s"),
        EventKind.SUPPLEMENT_ANSWERED: lambda: _("The papers are in: %(number)s"),
        EventKind.QUESTION_ASKED: lambda: _("A question waits for your answer: %(number)s"),
        EventKind.QUESTION_ANSWERED: lambda: _("The resident answered: %(number)s"),
        EventKind.RATING_ANSWERED: lambda: _("The rater has answered: %(number)s"),
        EventKind.AUTHORISATION_REVOKED: lambda: _("A member took the agreement back: %(number)s"),
        EventKind.AUTHORISATION_RENEWED: lambda: _("A member agreed again: %(number)s"),
        EventKind.UNSETTLED: lambda: _("Not settled in time, please decide: %(number)s"),
        EventKind.FOLLOWED: lambda: _("A promised paper is in: %(number)s"),
        EventKind.PROMISE_OVERDUE: lambda: _("A promised paper has not come: %(number)s"),
        **set_right.TOLD_OFFICE,
    }
    title, body = titles[kind], lambda: "%(item)s"
    if case.compartment:
        title, body = SEALED_WORK
    for account_id in sorted(readers):
        notices.notify(
            account_id=account_id,
            kind=kind,
            title=_both(title, case),
            body=_both(body, case),
            url=reverse("desk:cases:case", args=[case.public_id]),
            dedupe=f"{case.public_id}:{event.seq}:desk:{account_id}",
            now=now,
            channels=ACCOUNT_ONLY,
            subject=(CASE, case.public_id),
            part=Part.OFFICE,
        )


def _tell_absent(case: Case, event: CaseEvent, *, now: datetime) -> None:
    """Let whoever is away find on return what a colleague took over."""
    notices.notify(
        account_id=event.data["for"],
        kind=event.kind,
        title=_both(lambda: _("Taken over while you are away: %(number)s"), case),
        body=_both(lambda: "%(item)s", case),
        url=reverse("desk:cases:case", args=[case.public_id]),
        dedupe=f"{case.public_id}:{event.seq}:absent",
        now=now,
        channels=ACCOUNT_ONLY,
    )


def _holders(task: Task, case: Case, *, now: datetime) -> set[int]:
    """Return who is told of a task: its holder; while that one is away, all of the post.

    Of a sealed case only those with the key.
    """
    today = on_day(now)
    if task.holder_id is not None and not accounts.is_away(task.holder_id, today=today):
        return {task.holder_id}
    role, key = Role(task.role), case.compartment
    return set(accounts.holders_of(task.organisation_id, role, today, compartment=key))


def _party_accounts(case: Case) -> dict[int, Part]:
    """Return the accounts of those who stand in the case, each with its part; applicant first."""
    found: dict[int, Part] = {}
    rows = CaseParty.objects.filter(case=case).order_by("-kind")
    for kind, account_id, person_id in rows.values_list("kind", "account_id", "person_id"):
        known = account_id or (accounts.account_of_person(person_id) if person_id else None)
        if known is not None:
            found.setdefault(known, PARTS[PartyKind(kind)])
    return found


def _both(words: Callable[[], str], case: Case) -> Localised:
    """Return a sentence in both languages, with the facts of the case in each.

    A sealed case is named by its number alone: a telephone lies on the table at home.
    """
    item = catalogue.version(case.version_id)
    spoken = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            due = formats.date_format(case.due_on, "DATE_FORMAT") if case.due_on else "—"
            named = case.number if case.compartment else item.name
            spoken.append(words() % {"item": named, "number": case.number, "due": due})
    return Localised(spoken[0], spoken[1])
