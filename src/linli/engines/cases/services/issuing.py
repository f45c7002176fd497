"""Issuing papers on demand, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import CaseAccess, CaseDocument
from linli.engines.cases.queries.access import own_case, staff_case, staff_cases
from linli.engines.cases.queries.letters import draft_of, law_of
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.services import letters, results, written
from linli.engines.cases.services.documents import put
from linli.engines.cases.services.history import Happening, append
from linli.engines.cases.services.tasks import lock_case, required_reason
from linli.engines.cases.values import (
    BY_EVENTS,
    CasePermission,
    DocumentKind,
    EventKind,
    Issued,
    NotAllowedNowError,
)
from linli.foundation.errors.values import (
    ForbiddenError,
    InvalidError,
    NotFoundError,
    Problem,
)
from linli.registers.organisations import queries as organisations
from linli.registers.people.values import ApprovalNeededError
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.engines.cases.services.documents import Paper
    from linli.foundation.actors.values import Actor, Holding

LONGEST_TITLE, LONGEST_TEXT = 60, 4000


@transaction.atomic
def issue_document(
    actor: Actor,
    *,
    case_id: str,
    kind: DocumentKind,
    subject: str = "",
    title: str = "",
    text: str = "",
    now: datetime,
) -> Issued:
    """Issue a paper of a case, or return the one that stands.

    Receipt, and told-once notice (`subject`: public id of the list): for whoever may see the
    case. Letter (`title`, `text`): for an office that handles it. Result, and what an event called
    for (`subject`, as listed): only once more, after the superior revoked it. Raises
    `NotFoundError`, `ForbiddenError`, `InvalidError`, `ApprovalNeededError`,
    `NotAllowedNowError`.
    """
    case, holding = _ground(actor, case_id=case_id, kind=kind, subject=subject, now=now)
    case = lock_case(case.pk)
    if kind is DocumentKind.INQUIRY:
        raise NotAllowedNowError  # only from a template: it says on what ground others are asked
    if kind is DocumentKind.LETTER:
        if holding is None:
            raise ForbiddenError
        title, text = _written(title, text)
        return _issued(
            put(
                case,
                actor,
                lambda: letters.letter(case, title=title, text=text, holding=holding, now=now),
                now=now,
                holding=holding,
                words={"note": title},
            )
        )
    standing = CaseDocument.objects.filter(
        case=case, kind=kind, subject=subject, revoked_at=None
    ).first()
    if standing is None:
        standing = put(case, actor, lambda: _paper(case, kind, subject), now=now, holding=holding)
    return _issued(standing)


@transaction.atomic
def issue_letter(
    actor: Actor,
    *,
    case_id: str,
    letter: str,
    blanks: Mapping[str, str],
    text: str = "",
    now: datetime,
) -> Issued:
    """Issue a letter from a template of the pack, its blanks filled in.

    `text` is what it says instead where the clerk changed it: Chinese, sealed in the history. A
    letter to another body stays with the offices. Raises `NotFoundError`, `ForbiddenError`,
    `InvalidError` naming the blanks, `ApprovalNeededError`, `NotAllowedNowError` where a sealed
    matter would leave the house.
    """
    kind = DocumentKind.LETTER
    case, holding = _ground(actor, case_id=case_id, kind=kind, subject="", now=now)
    if holding is None:
        raise ForbiddenError
    case = lock_case(case.pk)
    draft = draft_of(case, letter, blanks, office=holding.organisation_name, now=now)
    if draft.letter.is_outward and case.compartment:
        raise NotAllowedNowError
    if draft.problems:
        raise InvalidError(problems=draft.problems)
    title, said = _written(draft.title.zh, text or draft.text.zh)
    to = draft.salutation if draft.letter.is_outward else ""
    is_changed = said != draft.text.zh.strip()

    def paper() -> Paper:
        law = law_of(letter)
        return letters.letter(
            case, title=title, text=said, holding=holding, addressee=to, law=law, now=now
        )

    words = {"note": title, "letter": said}
    data = {"letter": letter, **({"changed": True} if is_changed else {})}
    return _issued(put(case, actor, paper, now=now, holding=holding, words=words, data=data))


@transaction.atomic
def revoke_document(actor: Actor, *, document_id: str, reason: str, now: datetime) -> None:
    """Revoke a paper: from now on whoever checks it is told so, and the resident too.

    The superior of the office that issued it may do this. Raises `NotFoundError`,
    `ForbiddenError`, `NotAllowedNowError` if it was revoked before.
    """
    actor.require(CasePermission.SUPERVISE)
    row = CaseDocument.objects.filter(public_id=document_id, case__in=staff_cases(actor)).first()
    if row is None:
        raise NotFoundError
    case = lock_case(row.case_id)
    held = superior(actor, case, row.organisation_id)
    if held is None:
        raise ForbiddenError
    if not opens(actor, case, now=now, act="revoke"):
        raise ApprovalNeededError
    words = {"reason": required_reason(reason)}
    if not CaseDocument.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=now):
        raise NotAllowedNowError
    data = {"serial": row.serial, "document": row.kind, "number": row.number}
    append(case, actor, [Happening(EventKind.DOCUMENT_REVOKED, data, words)], now=now, holding=held)
    case.save()


def superior(actor: Actor, case: Case, organisation_id: int | None) -> Holding | None:
    """Return the post through which the actor supervises the office that issued a paper."""
    code = case.division_code
    if organisation_id is not None:
        code = organisations.organisation(organisation_id).division_code
    for held in actor.holdings_for(CasePermission.SUPERVISE):
        if contains(held.division_code, code) and case.compartment in {"", *held.compartments}:
            return held
    return None


def _ground(
    actor: Actor, *, case_id: str, kind: DocumentKind, subject: str, now: datetime
) -> tuple[Case, Holding | None]:
    """Return the case, and the post through which the actor may have this kind of paper."""
    if kind in {DocumentKind.RECEIPT, DocumentKind.TOLD_ONCE}:
        actor.require_any(CasePermission.READ_OWN, CasePermission.READ)
        try:
            return own_case(actor, case_id, now=now), None
        except NotFoundError:
            return _opened(actor, staff_case(actor, case_id), now=now), None
    if kind in {DocumentKind.LETTER, DocumentKind.INQUIRY}:
        actor.require(CasePermission.HANDLE)
        case = _opened(actor, staff_case(actor, case_id), now=now)
        return case, handling(actor, case)
    actor.require(CasePermission.SUPERVISE)
    case = _opened(actor, staff_case(actor, case_id), now=now)
    rows = CaseDocument.objects.filter(case=case, kind=kind, subject=subject)
    before = rows.order_by("pk").last()
    is_open = kind is DocumentKind.RESULT and case.ended_at is None  # the next has its own paper
    if before is None or is_open:
        raise NotAllowedNowError
    held = superior(actor, case, before.organisation_id)
    if held is None:
        raise ForbiddenError
    return case, held


def _opened(actor: Actor, case: Case, *, now: datetime) -> Case:
    if not opens(actor, case, now=now, act="document"):
        raise ApprovalNeededError
    return case


def handling(actor: Actor, case: Case) -> Holding | None:
    """Return the actor's post in an office that has or had a task of the case."""
    bodies = set(CaseAccess.objects.filter(case=case).values_list("organisation_id", flat=True))
    for held in actor.holdings_for(CasePermission.HANDLE):
        if held.organisation_id in bodies and case.compartment in {"", *held.compartments}:
            return held
    return None


def _paper(case: Case, kind: DocumentKind, subject: str) -> Paper:
    if kind is DocumentKind.RECEIPT:
        return letters.receipt(case)
    if kind is DocumentKind.TOLD_ONCE:
        return letters.told_once(case, supplement_id=subject)
    if kind in BY_EVENTS:
        made = written.anew(case, kind, subject)
        if made is None:
            raise NotAllowedNowError
        return made()
    return results.paper(case)


def _written(title: str, text: str) -> tuple[str, str]:
    """Return title and text, stripped; raises `InvalidError` for what is empty or too long."""
    title, text = " ".join(title.split()), text.strip()
    faults = (
        ("title", not title, _("Please say what the letter is about.")),
        ("title", len(title) > LONGEST_TITLE, _("Please say it in at most 60 characters.")),
        ("text", not text, _("Please write the letter.")),
        ("text", len(text) > LONGEST_TEXT, _("Please write at most 4,000 characters.")),
    )
    problems = [Problem(field, "required", words) for field, is_so, words in faults if is_so]
    if problems:
        raise InvalidError(problems=problems)
    return title, text


def _issued(row: CaseDocument) -> Issued:
    return Issued(row.public_id, row.serial, row.number, row.file_id)
