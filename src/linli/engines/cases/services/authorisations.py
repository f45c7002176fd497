"""Adult family members agree each for themselves: asked, answered, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Authorisation, Case, Draft
from linli.engines.cases.queries import authorisations as known
from linli.engines.cases.queries.access import own_case
from linli.engines.cases.queries.drafts import draft_of, open_document
from linli.engines.cases.queries.sealing import document_of, seal
from linli.engines.cases.rules import members as rules
from linli.engines.cases.services import codes
from linli.engines.cases.services.history import on_day
from linli.engines.cases.services.revoking import renewed, revoked
from linli.engines.cases.services.tasks import lock_case
from linli.engines.cases.values import (
    OPEN_STATES,
    SIGNED_FILES,
    AgreementState,
    AgreementWay,
    CasePermission,
    CodeRefusedError,
    NotAllowedNowError,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.foundation.files import services as files
from linli.foundation.phones import rules as phones
from linli.foundation.privacy import services as privacy
from linli.registers.people.values import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from linli.engines.cases.values import FamilyMember
    from linli.foundation.actors.values import Actor

ANSWERS = {
    AgreementState.GIVEN: frozenset(
        {AgreementState.ASKED, AgreementState.REFUSED, AgreementState.REVOKED}
    ),
    AgreementState.REFUSED: frozenset({AgreementState.ASKED}),
    AgreementState.REVOKED: frozenset({AgreementState.GIVEN}),
}


@transaction.atomic
def ask_member(
    actor: Actor,
    *,
    place: int,
    phone: str,
    draft_id: str = "",
    case_id: str = "",
    now: datetime,
) -> str:
    """Send a family member a message with a link and a code; returns the id of the link.

    `place` is the row of the table, from 0; of a draft, or of a case where the member took the
    agreement back. The code goes to the member only: not to the telephone of the applicant, nor of
    another member. Raises `InvalidError` for such a number, `AskedOftenError`, `NotAllowedNowError`
    for a member who has agreed or is under 14.
    """
    draft, case, item, answers = _owner(actor, draft_id=draft_id, case_id=case_id, now=now)
    one = _member(item, answers, place, now=now)
    if rules.is_child(one, today=on_day(now)):
        raise NotAllowedNowError
    rows = known.rows_of(draft=draft, case=case)
    number = _own_phone(phone, one, answers, rows)
    row = known.stands_for(rows.get(known.index_of(one)), one, item)
    if row is not None and row.state == AgreementState.GIVEN:
        raise NotAllowedNowError
    row = row or _begun(one, item, rows, draft=draft, case=case, now=now)
    row.sealed = _sealed(row, one, phone=number)
    row.state, row.way, row.answered_at = AgreementState.ASKED, "", None
    codes.send(row, number, chief=catalogue.applicant_name(item, answers), now=now)
    row.save()
    return str(row.public_id)


@transaction.atomic
def send_code(actor: Actor, *, agreement_id: str, now: datetime) -> None:  # noqa: ARG001
    """Send the member of a link a new code, to the telephone that is kept: to answer, to revoke."""
    row = _locked(agreement_id)
    said = known.opened(row)
    if not said["phone"]:
        raise NotAllowedNowError
    chief = catalogue.applicant_name(known.item_of(row), known.answers_of(row))
    codes.send(row, said["phone"], chief=chief, now=now)
    row.save()


def answer_by_code(
    actor: Actor, *, agreement_id: str, code: str, answer: AgreementState, now: datetime
) -> None:
    """Agree, refuse or take back by the code of the message; nobody needs to sign in.

    A wrong code is counted, whatever becomes of the call; after five the code is worth nothing.
    Raises `CodeRefusedError`, `NotAllowedNowError`.
    """
    with transaction.atomic():
        row = _locked(agreement_id)
        if codes.fits(row, code, now=now):
            row.code_index, row.code_until = None, None
            _answer(actor, row, answer=answer, way=AgreementWay.PHONE, now=now)
            return
        Authorisation.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    raise CodeRefusedError(
        problems=[Problem("code", CodeRefusedError.code, CodeRefusedError.message)]
    )


@transaction.atomic
def answer_at_counter(
    actor: Actor,
    *,
    agreement_id: str,
    document_type: str,
    number: str,
    answer: AgreementState,
    now: datetime,
) -> None:
    """Record what a member says who is present and shows the document; logged.

    Raises `InvalidError` where the document is not that of the member.
    """
    actor.require(CasePermission.INTAKE)
    row = _locked(agreement_id)
    if bytes(row.number_index) != known.number_index(document_type, number):
        message = _("This is not the document of the person who is asked.")
        raise InvalidError(problems=[Problem("number", "other_person", message)])
    _answer(actor, row, answer=answer, way=AgreementWay.COUNTER, now=now)
    audit.record(
        actor,
        act=f"cases.agreement.{answer}",
        kind="agreement",
        subject=str(row.public_id),
        now=now,
    )


@transaction.atomic
def sign_on_paper(
    actor: Actor, *, draft_id: str, place: int, upload: files.Upload, now: datetime
) -> str:
    """Keep the photograph of the form that a member signed; returns the id of the agreement."""
    draft, _case, item, answers = _owner(actor, draft_id=draft_id, case_id="", now=now)
    one = _member(item, answers, place, now=now)
    row = _put(one, item, draft, AgreementWay.PAPER, now=now)
    files.discard(kind=SIGNED_FILES, owner_id=str(row.public_id))
    stored = files.store(
        actor, upload=upload, kind=SIGNED_FILES, owner_id=str(row.public_id), now=now
    )
    row.file_id = stored.public_id
    row.save()
    return str(row.public_id)


@transaction.atomic
def agree_as_guardian(actor: Actor, *, draft_id: str, place: int, now: datetime) -> str:
    """Declare that the applicant, its guardian, agrees for a child under 14 or an adult ward.

    Source: 个人信息保护法 31; of an adult the applicant is guardian by a court's judgment that is
    on record (民法典 23, 28). Raises `NotAllowedNowError` for anybody else.
    """
    draft, _case, item, answers = _owner(actor, draft_id=draft_id, case_id="", now=now)
    one, today = _member(item, answers, place, now=now), on_day(now)
    guardian = known.guardian_of(actor, draft) if draft else None
    is_ward = bool(known.wards_among([one], guardian, today=today))
    if not (is_ward or rules.is_child(one, today=today)):
        raise NotAllowedNowError
    row = _put(one, item, draft, AgreementWay.GUARDIAN, now=now)
    row.save()
    return str(row.public_id)


def drop_stale(draft: Draft, item: catalogue.ItemView, answers: Mapping[str, Any]) -> None:
    """Let go of what was asked of members who are in the table no more, or with another name."""
    if item.authorisation is None:
        return
    people = {known.index_of(one): one for one in rules.members(answers, item.authorisation.of)}
    for index, row in known.rows_of(draft=draft).items():
        one = people.get(index)
        if one is None or known.opened(row)["name"] != one.name:
            files.discard(kind=SIGNED_FILES, owner_id=str(row.public_id))
            row.delete()


def forget(draft_pk: int) -> None:
    """Let go of what was asked for a draft that is thrown away, signed forms too."""
    rows = Authorisation.objects.filter(draft=draft_pk)
    for public_id in rows.values_list("public_id", flat=True):
        files.discard(kind=SIGNED_FILES, owner_id=str(public_id))
    rows.delete()


def hand_over(draft: Draft, case: Case) -> None:
    """Give what members of a draft agreed to, to the case it becomes, under the case's key."""
    rows = list(known.rows_of(draft=draft).values())
    for row in rows:
        said = known.opened(row)
        row.draft, row.case = None, case
        row.sealed = seal(case, said)
    Authorisation.objects.bulk_update(rows, ["draft", "case", "sealed"])


def _owner(
    actor: Actor, *, draft_id: str, case_id: str, now: datetime
) -> tuple[Draft | None, Case | None, catalogue.ItemView, Mapping[str, Any]]:
    if case_id:
        actor.require(CasePermission.ANSWER)
        case = lock_case(own_case(actor, case_id, now=now, scope=Scope.FILE).pk)
        if case.state not in OPEN_STATES:
            raise NotAllowedNowError
        item = catalogue.version(case.version_id)
        return None, case, item, document_of(case).get("answers", {})
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    return draft, None, catalogue.published(draft.item_code), open_document(draft)["answers"]


def _member(
    item: catalogue.ItemView, answers: Mapping[str, Any], place: int, *, now: datetime
) -> FamilyMember:
    for one in known.owing(item, answers, today=on_day(now)):
        if one.place == place:
            return one
    raise NotFoundError


def _own_phone(
    phone: str,
    one: FamilyMember,
    answers: Mapping[str, Any],
    rows: Mapping[bytes, Authorisation],
) -> str:
    """Return the number; raises where it is none, or somebody else's in this application."""
    number = phones.mobile(phone)
    if not number:
        message = _("Please write a mobile number, for example 138 1234 5678.")
        raise InvalidError(problems=[Problem("phone", "phone", message)])
    others = {
        known.opened(row)["phone"] for index, row in rows.items() if index != known.index_of(one)
    }
    if number in {phones.mobile(rules.applicant(answers).phone), *others} - {""}:
        message = _(
            "This is the number of somebody else in this application. Without a telephone of "
            "their own, people agree on paper or at a counter."
        )
        raise InvalidError(problems=[Problem("phone", "phone_of_another", message)])
    return number


def _begun(
    one: FamilyMember,
    item: catalogue.ItemView,
    rows: Mapping[bytes, Authorisation],
    *,
    draft: Draft | None,
    case: Case | None = None,
    now: datetime,
) -> Authorisation:
    """Return the row of a member: a new one, or the old one for what is agreed to today."""
    index = known.index_of(one)
    row = rows.get(index) or Authorisation(draft=draft, case=case, number_index=index)
    row.item_code, row.words_digest, row.asked_at = item.code, known.words_digest(item), now
    return row


def _put(
    one: FamilyMember,
    item: catalogue.ItemView,
    draft: Draft | None,
    way: AgreementWay,
    *,
    now: datetime,
) -> Authorisation:
    row = _begun(one, item, known.rows_of(draft=draft), draft=draft, now=now)
    row.state, row.way, row.answered_at = AgreementState.GIVEN, way, now
    row.code_index, row.code_until = None, None
    row.sealed = _sealed(row, one, phone=phones.mobile(one.phone))
    return row


def _sealed(row: Authorisation, one: FamilyMember, *, phone: str) -> bytes:
    said = {"name": one.name, "type": one.document_type, "number": one.number, "phone": phone}
    if row.case is not None:
        return seal(row.case, said)
    assert row.draft is not None  # the database refuses a row without an owner
    return privacy.seal(bytes(row.draft.key), said, bound_to=f"draft:{row.draft.public_id}")


def _locked(agreement_id: str) -> Authorisation:
    """Return a row for writing, its case locked first, as every transition does."""
    row = known.row_of(agreement_id)
    if row.case_id is not None:
        lock_case(row.case_id)
    rows = Authorisation.objects.select_for_update(of=("self",)).select_related("draft", "case")
    found = rows.filter(pk=row.pk).first()
    if found is None or found.case_id != row.case_id:
        raise NotAllowedNowError  # it was handed in, or changed, at this very moment
    return found


def _answer(
    actor: Actor,
    row: Authorisation,
    *,
    answer: AgreementState,
    way: AgreementWay,
    now: datetime,
) -> None:
    case = row.case
    if row.state not in ANSWERS.get(answer, ()) or (case and case.state not in OPEN_STATES):
        raise NotAllowedNowError
    row.state, row.way, row.answered_at = answer, way, now
    row.save()
    if case is None:
        return
    name = known.opened(row)["name"]
    if answer is AgreementState.REVOKED:
        revoked(actor, case=lock_case(case.pk), name=name, way=way, now=now)
    elif answer is AgreementState.GIVEN:
        renewed(actor, case=lock_case(case.pk), name=name, way=way, now=now)
