"""Submission: case, party, ground, task, events and outbox in one transaction, once per key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from linli.engines.cases.models import Case, CaseParty, Draft, Task
from linli.engines.cases.queries.drafts import open_document
from linli.engines.cases.queries.given import named_in
from linli.engines.cases.queries.known import handed_in, proven
from linli.engines.cases.rules import clock
from linli.engines.cases.services import household, promises
from linli.engines.cases.services.drafts import whom
from linli.engines.cases.services.history import Happening, on_day, prepare, silence_of, store
from linli.engines.cases.services.papers import check_all, take_answered, take_files
from linli.engines.cases.services.stages import responsible
from linli.engines.cases.services.tasks import give_access
from linli.engines.cases.values import (
    DRAFT_FILES,
    FILES,
    CasePermission,
    CaseState,
    ClockEvent,
    EventKind,
    IncompleteError,
    PartyKind,
    StaleVersionError,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.calendar import queries as calendar
from linli.foundation.calls.values import KeyReusedError
from linli.foundation.errors.values import LinliError, NotFoundError
from linli.foundation.files import services as files
from linli.foundation.formspec import rules as formspec
from linli.foundation.numbering import rules as numbering
from linli.foundation.packs import queries as packs
from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import mask_name
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from linli.foundation.actors.values import Actor


def submit(
    actor: Actor,
    *,
    draft_id: str,
    digest: str,
    consents: Mapping[str, Any],
    confirmed: Collection[str] = (),
    now: datetime,
) -> str:
    """Hand a draft in; returns the public id of its case. A second call returns the same case.

    `digest` is the version of the item that the review page showed; `consents` are asked anew, so
    they come with the submission and never from the draft. `confirmed` names the paths of answers
    that were asked about and are meant as written. Raises `IncompleteError`,
    `StaleVersionError`, `NoHandlerError`.
    """
    actor.require(CasePermission.APPLY)
    key = f"draft:{draft_id}"
    draft = Draft.objects.filter(public_id=draft_id, owner_id=actor.account_id or 0).first()
    if draft is None:
        if known := case_of_key(actor, key):
            return known
        raise NotFoundError
    document = open_document(draft)
    item = _current(draft.item_code, digest)
    document["answers"] = formspec.with_consents(item.form, document["answers"], consents)
    document["confirmed"] = sorted(confirmed)
    return _once(
        actor,
        item=item,
        document=document,
        person_id=draft.person_id or None,
        key=key,
        draft=draft,
        now=now,
    )


def submit_application(
    actor: Actor,
    *,
    item_code: str,
    digest: str,
    answers: Mapping[str, Any],
    materials: Mapping[str, Any],
    for_person_id: int | None = None,
    confirmed: Collection[str] = (),
    idempotency_key: str,
    body_digest: str = "",
    now: datetime,
) -> str:
    """Hand in an application as a whole, as programs do; the same key gives the same case.

    `body_digest` holds the key to what first came with it: another body under it raises
    `KeyReusedError`. A refused application leaves its key free. Where family members have to agree
    it is refused: they are asked on a draft. Raises as `submit` does.
    """
    person_id = whom(actor, for_person_id=for_person_id, item_code=item_code, now=now)
    key = f"api:{idempotency_key}"
    try:
        return _once(
            actor,
            item=_current(item_code, digest),
            document={
                "answers": dict(answers),
                "materials": dict(materials),
                "confirmed": sorted(confirmed),
            },
            person_id=person_id,
            key=key,
            draft=None,
            body_digest=body_digest,
            now=now,
        )
    except LinliError:  # what was taken under this key need not be right any more
        if known := case_of_key(actor, key, body_digest=body_digest):
            return known
        raise


def case_of_key(actor: Actor, key: str, *, body_digest: str = "") -> str | None:
    """Return the public id of the case that this actor filed under a key.

    Raises `KeyReusedError` where another body came with it.
    """
    found = Case.objects.filter(submitted_by_id=actor.account_id or 0, idempotency_key=key)
    row = found.values_list("public_id", "body_digest").first()
    if row is None:
        return None
    if row[1] != body_digest:
        raise KeyReusedError
    return str(row[0])


def _current(item_code: str, digest: str) -> catalogue.ItemView:
    item = catalogue.published(item_code)
    if item.is_guide_only:
        raise NotFoundError
    if item.digest != digest:
        raise StaleVersionError
    return item


def _once(
    actor: Actor, *, item: catalogue.ItemView, key: str, body_digest: str = "", **rest: Any
) -> str:
    """Write the case; if a twin of this request was faster, return the twin's case.

    A receipt number that exists already is drawn once more.
    """
    for is_last in (False, True):
        try:
            with transaction.atomic():
                case = _write(actor, item=item, key=key, body_digest=body_digest, **rest)
                return str(case.public_id)
        except IntegrityError:
            if known := case_of_key(actor, key, body_digest=body_digest):
                return known
            if is_last:
                raise
    raise AssertionError  # the loop returns or raises


def _write(
    actor: Actor,
    *,
    item: catalogue.ItemView,
    document: Mapping[str, Any],
    person_id: int | None,
    key: str,
    body_digest: str,
    draft: Draft | None,
    now: datetime,
) -> Case:
    complete, today = check_all(item, document, now=now), on_day(now)
    confirmed = document.get("confirmed", ())
    family, wrong = household.checked(
        actor, item, complete.answers, draft=draft, confirmed=confirmed, now=now
    )
    if problems := (*complete.problems, *wrong):
        raise IncompleteError(problems=problems)
    facts = proven(item, {**document, "answers": complete.answers}, today=today)
    document = {
        "answers": complete.answers,
        "materials": document.get("materials", {}),
        **family,
        "eligibility": catalogue.eligibility_record(
            item, complete.answers, today=today, facts=facts
        ),
        **handed_in(document, on=today),
    }
    promised = promises.promised_in(document)
    division_code = catalogue.place_of(item, complete.answers)
    stage, body, role = responsible(item.flow, item.flow.first, division_code)
    started, days = [ClockEvent("start", on_day(now))], calendar.site_calendar()
    reading = clock.read(item.flow.stage(stage).limit, started, calendar=days)
    case = Case(
        number=numbering.new_receipt_number(packs.facts().receipt_prefix, on_day(now)),
        version_id=item.version_id,
        item_code=item.code,
        division_code=division_code,
        compartment=item.compartment,
        channel=actor.channel,
        state=CaseState.RECEIVED,
        applicant_masked=mask_name(catalogue.applicant_name(item, complete.answers)),
        key=privacy.new_case_key(),
        submitted_by_id=actor.account_id or 0,
        idempotency_key=key,
        body_digest=body_digest,
        submitted_at=now,
        sheltered_until=people.sheltered_until(
            complete.answers, person_id=person_id, today=on_day(now)
        ),
    )
    task = Task(
        case=case,
        kind=TaskKind.STAGE,
        stage=stage,
        organisation_id=body.id,
        role=role,
        state=TaskState.OPEN,
        opened_at=now,
        opened_on=on_day(now),
        due_on=reading.due_on,
        half_on=reading.half_on,
        is_due_provisional=reading.is_provisional,
        silent_on=silence_of(item.flow, stage, started, calendar=days),
    )
    opened = Happening(
        EventKind.STAGE_OPENED, {"stage": stage}, task=task.public_id, organisation_id=body.id
    )
    submitted = Happening(EventKind.SUBMITTED, words=document)
    told = [submitted, *promises.happening_of(item, promised), opened]
    events = prepare(case, actor, told, now=now)
    is_intake = _is_intake(actor, person_id, item_code=item.code, now=now)
    case.save(force_insert=True)  # first: under a key that was used before nothing else happens
    CaseParty.objects.bulk_create(_parties(case, actor, person_id, is_intake=is_intake))
    task.save(force_insert=True)
    intake = actor.holdings_for(CasePermission.INTAKE) if is_intake else ()
    give_access(case, [body], intake=intake)
    if promised:
        promises.store_promises(case, promised)
    household.keep(case, item, complete.answers, draft=draft)
    if draft is None:
        take_files(actor, case, item, document)
    else:
        _take_files_of(draft, actor, case, item, document)
    store(events, now=now)
    if draft is not None:
        Draft.objects.filter(pk=draft.pk).delete()
    return case


def _take_files_of(
    draft: Draft,
    actor: Actor,
    case: Case,
    item: catalogue.ItemView,
    document: Mapping[str, Any],
) -> None:
    """Hand over the files of a draft that are named in what was handed in; the others go."""
    kind, owner_id = DRAFT_FILES, str(draft.public_id)
    answers = document["answers"]
    if faults := take_answered(actor, item.form, answers, kind=kind, owner_id=owner_id):
        raise IncompleteError(problems=faults)
    named = named_in(item.form, document)
    files.discard(kind=kind, owner_id=owner_id, except_for=named)
    if named:
        files.hand_over(
            kind=kind, owner_id=owner_id, to_kind=FILES, to_owner_id=str(case.public_id)
        )


def _parties(
    case: Case, actor: Actor, person_id: int | None, *, is_intake: bool
) -> list[CaseParty]:
    """Return who stands in the case: the person it is for, and whoever files for them."""
    if person_id is None or person_id == actor.person_id:
        return [
            CaseParty(
                case=case,
                kind=PartyKind.APPLICANT,
                account_id=actor.account_id,
                person_id=person_id,
            )
        ]
    applicant = CaseParty(case=case, kind=PartyKind.APPLICANT, person_id=person_id)
    if is_intake:
        return [applicant]  # the person is present: whoever takes it in is no party
    return [applicant, CaseParty(case=case, kind=PartyKind.AGENT, account_id=actor.account_id)]


def _is_intake(actor: Actor, person_id: int | None, *, item_code: str, now: datetime) -> bool:
    """Say whether staff file for somebody present, and not for their own or whom they act for."""
    return (
        person_id is not None
        and person_id != actor.person_id
        and actor.may(CasePermission.INTAKE)
        and person_id not in people.principals(actor, today=on_day(now), item_code=item_code)
    )
