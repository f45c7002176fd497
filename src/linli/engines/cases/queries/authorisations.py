"""Who has to agree, who has, and what each agrees to: of a draft, of a case, of one link."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from linli.engines.cases.models import Authorisation, Case, Draft
from linli.engines.cases.queries.drafts import draft_of, open_document
from linli.engines.cases.queries.sealing import document_of, unseal
from linli.engines.cases.rules import members as rules
from linli.engines.cases.values import (
    OPEN_STATES,
    AgreementState,
    AgreementWay,
    CasePermission,
    FamilyMember,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import NotFoundError
from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import mask_name, mask_phone
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import Localised

NUMBER_PURPOSE = "cases.member.number"
CODE_PURPOSE = "cases.agreement.code"


@dataclass(frozen=True)
class AgreementView:
    """A family member who has to agree, and how far that is."""

    place: int
    name: str
    phone: str  # masked
    state: AgreementState
    way: AgreementWay | None
    public_id: UUID | None
    answered_at: datetime | None
    is_child: bool
    is_ward: bool = False  # of the applicant, by a court's judgment

    @property
    def has_guardian(self) -> bool:
        """Whether the applicant agrees as guardian, and nobody else is asked."""
        return self.is_child or self.is_ward

    @property
    def is_given(self) -> bool:
        """Whether it stands."""
        return self.state is AgreementState.GIVEN


@dataclass(frozen=True)
class Asked:
    """What a family member is asked, and what they see of it: never an answer of the form."""

    public_id: UUID
    item_code: str
    item_name: Localised
    text: Localised
    offices: tuple[Localised, ...]
    asks: str  # the applicant, masked: whoever knows them recognises them
    member: str  # masked
    phone: str  # masked
    state: AgreementState
    way: AgreementWay | None
    answered_at: datetime | None
    case_number: str
    has_code: bool
    has_ended: bool


def number_index(document_type: str, number: str) -> bytes:
    """Return the blind index of a document's number in households of cases."""
    return privacy.blind_index(f"{document_type}:{number}", purpose=NUMBER_PURPOSE)


def index_of(one: FamilyMember) -> bytes:
    """Return by what somebody is found again: the number; without one name and birth date."""
    if one.number:
        return number_index(one.document_type, one.number)
    return number_index("", f"{one.name}:{one.birth_date}")


def words_digest(item: catalogue.ItemView) -> str:
    """Return the SHA-256 of what is agreed to: the service, the words, who reads.

    Another version of the service with the same words leaves what was agreed to as it is.
    """
    rule = item.authorisation
    said = [item.code, rule.text.zh, rule.text.en] if rule else [item.code]
    readers = [f"{stage.by.level}:{stage.by.function}" for stage in item.flow.stages]
    return hashlib.sha256("\n".join([*said, *readers]).encode()).hexdigest()


def owing(
    item: catalogue.ItemView, answers: Mapping[str, Any], *, today: date
) -> tuple[FamilyMember, ...]:
    """Return the people who have to agree each for themselves; the applicant is none of them."""
    if item.authorisation is None:
        return ()
    chief = rules.applicant(answers)
    people = (
        rules.member(row, place=place)
        for place, row in catalogue.agreeing(item, answers, context=catalogue.context(today=today))
    )
    return tuple(one for one in people if one.name and not rules.is_same(one, chief))


def opened(row: Authorisation) -> dict[str, Any]:
    """Return name, number and telephone of the member; the row has its owner joined."""
    if row.case is not None:
        return unseal(row.case, row.sealed)
    assert row.draft is not None  # the database refuses a row without an owner
    bound_to = f"draft:{row.draft.public_id}"
    return privacy.unseal(bytes(row.draft.key), bytes(row.sealed), bound_to=bound_to)


def rows_of(*, draft: Draft | None = None, case: Case | None = None) -> dict[bytes, Authorisation]:
    """Return what was asked for a draft or a case, by the member's index."""
    owner = {"draft": draft} if draft is not None else {"case": case}
    rows = Authorisation.objects.filter(**owner).select_related("draft", "case").order_by("pk")
    return {bytes(row.number_index): row for row in rows}


def stands_for(
    row: Authorisation | None, one: FamilyMember, item: catalogue.ItemView
) -> Authorisation | None:
    """Return what was asked of a member, unless the name or the words are others by now."""
    if row is None or row.words_digest != words_digest(item):
        return None
    return row if opened(row)["name"] == one.name else None


def agreements(
    item: catalogue.ItemView,
    answers: Mapping[str, Any],
    rows: Mapping[bytes, Authorisation],
    *,
    today: date,
    guardian_id: int | None = None,
) -> tuple[AgreementView, ...]:
    """Return everybody who has to agree, in the order of the table.

    With `guardian_id`, the applicant's record, it says whose guardian they are by a judgment.
    """
    found, owed = [], owing(item, answers, today=today)
    wards = wards_among(owed, guardian_id, today=today)
    for one in owed:
        row = stands_for(rows.get(index_of(one)), one, item)
        phone = (opened(row)["phone"] if row else "") or one.phone
        found.append(
            AgreementView(
                place=one.place,
                name=one.name,
                phone=mask_phone(phone) if phone else "",
                state=AgreementState(row.state) if row else AgreementState.OWED,
                way=AgreementWay(row.way) if row and row.way else None,
                public_id=row.public_id if row else None,
                answered_at=row.answered_at if row else None,
                is_child=rules.is_child(one, today=today),
                is_ward=(one.document_type, one.number) in wards,
            )
        )
    return tuple(found)


def of_draft(actor: Actor, *, draft_id: str, now: datetime) -> tuple[AgreementView, ...]:
    """Return who has to agree to one of the actor's drafts; raises `NotFoundError`."""
    row = draft_of(actor, draft_id=draft_id)
    item = catalogue.published(row.item_code)
    if item.authorisation is None:
        return ()
    answers = open_document(row)["answers"]
    return agreements(
        item,
        answers,
        rows_of(draft=row),
        today=timezone.localdate(now),
        guardian_id=guardian_of(actor, row),
    )


def guardian_of(actor: Actor, draft: Draft) -> int | None:
    """Return the record of the applicant of a draft, if it is known and proven."""
    if draft.person_id:
        return draft.person_id
    return actor.person_id if actor.is_proven else None


def wards_among(
    members: Iterable[FamilyMember], guardian_id: int | None, *, today: date
) -> frozenset[tuple[str, str]]:
    """Return the documents of those for whom a guardian by judgment agrees (民法典 23, 28)."""
    documents = [(one.document_type, one.number) for one in members if one.number]
    if guardian_id is None or not documents:
        return frozenset()
    return people.wards_by_judgment(guardian_id, documents=documents, today=today)


def of_case(case: Case, document: Mapping[str, Any]) -> tuple[AgreementView, ...]:
    """Return who agreed in a case; nothing is asked of the database where the item asks nobody."""
    item = catalogue.version(case.version_id)
    if item.authorisation is None or not document:
        return ()
    today = timezone.localdate(case.submitted_at)
    return agreements(item, document.get("answers", {}), rows_of(case=case), today=today)


def asked(actor: Actor, *, agreement_id: str) -> Asked:  # noqa: ARG001 - the link is the right
    """Return what the member of a link is asked; raises `NotFoundError`.

    Whoever has the link has it from the message or the printed form. It shows who asks and for
    which service, and no answer.
    """
    return view(row_of(agreement_id))


def row_of(agreement_id: str) -> Authorisation:
    """Return a row with its owner; raises `NotFoundError`."""
    rows = Authorisation.objects.select_related("draft", "case")
    row = rows.filter(public_id=agreement_id).first()
    if row is None:
        raise NotFoundError
    return row


def view(row: Authorisation) -> Asked:
    """Return what a member may see of what they are asked."""
    item, case = item_of(row), row.case
    rule = item.authorisation
    if rule is None:
        raise NotFoundError  # the service asks nobody any more
    said = opened(row)
    return Asked(
        public_id=row.public_id,
        item_code=item.code,
        item_name=item.name,
        text=rule.text,
        offices=tuple(stage.name for stage in item.flow.stages),
        asks=mask_name(catalogue.applicant_name(item, answers_of(row))),
        member=mask_name(said["name"]),
        phone=mask_phone(said["phone"]) if said["phone"] else "",
        state=AgreementState(row.state),
        way=AgreementWay(row.way) if row.way else None,
        answered_at=row.answered_at,
        case_number=case.number if case else "",
        has_code=row.code_index is not None,
        has_ended=case is not None and case.state not in OPEN_STATES,
    )


def item_of(row: Authorisation) -> catalogue.ItemView:
    """Return the version to which the words belong: the case's, else the one in force."""
    if row.case is not None:
        return catalogue.version(row.case.version_id)
    return catalogue.published(row.item_code)


def answers_of(row: Authorisation) -> dict[str, Any]:
    """Return the answers of the owner."""
    if row.draft is not None:
        found: dict[str, Any] = open_document(row.draft)["answers"]
        return found
    return document_of(row.case).get("answers", {}) if row.case else {}


def at_counter(actor: Actor, *, document_type: str, number: str) -> tuple[Asked, ...]:
    """Return what is asked of the person who shows this document, newest first (at most 20).

    For whoever takes in at a counter, any counter: a member need not go to the applicant's.
    """
    actor.require(CasePermission.INTAKE)
    rows = Authorisation.objects.filter(number_index=number_index(document_type, number))
    found = rows.select_related("draft", "case").order_by("-pk")[:20]
    return tuple(view(row) for row in found)


def may_read_signed(actor: Actor, owner_id: str) -> bool:
    """Return whether the actor may read a signed form: the draft's writer, the case's readers."""
    from linli.engines.cases.queries.access import may_read_files

    row = Authorisation.objects.select_related("draft", "case").filter(public_id=owner_id).first()
    if row is None:
        return False
    if row.draft is not None:
        return actor.may(CasePermission.APPLY) and row.draft.owner_id == (actor.account_id or 0)
    return row.case is not None and may_read_files(actor, str(row.case.public_id))
