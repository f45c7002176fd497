"""A case begun on paper goes on here: at its stage, with the clock of its true dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.engines.cases.models import Case, CaseParty, Task
from linli.engines.cases.services.history import Happening, append, on_day, refresh_days
from linli.engines.cases.services.stages import responsible
from linli.engines.cases.services.tasks import give_access, open_tasks
from linli.engines.cases.values import (
    CasePermission,
    CaseState,
    EventKind,
    NotAllowedNowError,
    PartyKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.numbering import rules as numbering
from linli.foundation.packs import queries as packs
from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import mask_name
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.actors.values import Actor
    from linli.registers.people.values import KnownPerson


@dataclass(frozen=True)
class Paper:
    """What is known of a case on paper; the form's answers as far as somebody typed them."""

    item: ItemView
    person: KnownPerson
    division_code: str
    handed_in_on: date
    accepted_on: date | None
    stages: tuple[str, ...]  # at work now
    since: date
    old_number: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def take_over(actor: Actor, *, paper: Paper, key: str, now: datetime) -> Case:
    """Open a case at the stage at which it stands on paper; nothing before is invented.

    One event says that it was taken over, when it was handed in and accepted; its tasks run since
    the day given. Raises `NoHandlerError`, `NotAllowedNowError` for an old number or a key that
    was taken over already.
    """
    actor.require(CasePermission.TAKE_OVER)
    flow = paper.item.flow
    openings = [responsible(flow, stage, paper.division_code) for stage in paper.stages]
    case = _case(actor, paper, key=key, now=now)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as error:
        raise NotAllowedNowError from error
    CaseParty.objects.create(case=case, kind=PartyKind.APPLICANT, person_id=paper.person.id)
    tasks = open_tasks(case, openings, now=now)
    Task.objects.filter(case=case, state=TaskState.OPEN).update(opened_on=paper.since)
    give_access(case, [], intake=actor.holdings_for(CasePermission.TAKE_OVER))
    append(case, actor, _happenings(paper, tasks), now=now)
    refresh_days(case)
    case.save()
    return case


def _case(actor: Actor, paper: Paper, *, key: str, now: datetime) -> Case:
    handed_in = datetime.combine(
        paper.handed_in_on, time(12), tzinfo=timezone.get_default_timezone()
    )
    return Case(
        number=numbering.new_receipt_number(packs.facts().receipt_prefix, on_day(now)),
        version_id=paper.item.version_id,
        item_code=paper.item.code,
        division_code=paper.division_code,
        compartment=paper.item.compartment,
        channel=actor.channel,
        state=CaseState.HANDLING if paper.accepted_on else CaseState.RECEIVED,
        applicant_masked=mask_name(paper.person.name),
        key=privacy.new_case_key(),
        submitted_by_id=actor.account_id or 0,
        idempotency_key=f"sheet:{key}",
        submitted_at=min(handed_in, now),
        accepted_on=paper.accepted_on,
        sheltered_until=people.sheltered_until(
            paper.answers, person_id=paper.person.id, today=on_day(now)
        ),
        old_number=paper.old_number,
    )


def _happenings(paper: Paper, tasks: list[Task]) -> list[Happening]:
    document = {
        "answers": dict(paper.answers),
        "materials": {},
        "eligibility": catalogue.eligibility_record(
            paper.item, paper.answers, today=paper.handed_in_on
        ),
    }
    facts = {
        "handed_in_on": paper.handed_in_on.isoformat(),
        "accepted_on": paper.accepted_on.isoformat() if paper.accepted_on else "",
        "since": paper.since.isoformat(),
    }
    opened = [
        Happening(
            EventKind.STAGE_OPENED,
            {"stage": task.stage},
            task=task.public_id,
            organisation_id=task.organisation_id,
        )
        for task in tasks
    ]
    return [Happening(EventKind.TAKEN_OVER, facts, words=document), *opened]
