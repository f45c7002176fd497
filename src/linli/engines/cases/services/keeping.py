"""The archive: closed cases get a place; what is over its period is erased by two people."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from linli.engines.cases import registry
from linli.engines.cases.models import Case, Filed, Task
from linli.engines.cases.queries.access import staff_case
from linli.engines.cases.rules import keeping as rules
from linli.engines.cases.services.history import Happening, append, on_day
from linli.engines.cases.services.tasks import lock_case
from linli.engines.cases.values import (
    FILES,
    LIVE_TASKS,
    CasePermission,
    CaseState,
    ErasedAloneError,
    EventKind,
    KeptError,
    NotAllowedNowError,
    TaskKind,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.audit import services as audit
from linli.foundation.files import services as files

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Actor

NO_NAME = "—"


def put_away(case: Case) -> Filed:
    """Give a case that is being closed its place in the archive of the office that ended it.

    One that was closed before and recalled keeps its number; its period begins anew.
    """
    archive = catalogue.version(case.version_id).archive
    last = Task.objects.filter(case=case, kind=TaskKind.STAGE).latest("pk")
    ended_on = case.ended_on or on_day(case.submitted_at)
    known = Filed.objects.filter(case=case).first()
    if known is not None:
        known.keep_until = rules.keep_until(archive, ended_on=ended_on)
        known.save(update_fields=["keep_until"])
        return known
    place = {
        "organisation_id": last.organisation_id,
        "year": ended_on.year,
        "kept_for": rules.kept_for(archive),
    }
    # Two workers at once: the constraint lets one of them through, the other closes it next time.
    highest = Filed.objects.filter(**place).aggregate(highest=Max("ordinal"))["highest"] or 0
    return Filed.objects.create(
        case=case,
        ordinal=highest + 1,
        keep_until=rules.keep_until(archive, ended_on=ended_on),
        **place,
    )


@transaction.atomic
def propose_erasure(actor: Actor, *, case_id: str, now: datetime) -> None:
    """Ask that a case whose period is over be erased; a second person decides.

    Raises `KeptError` while it must be kept, `NotAllowedNowError` if it was asked or done before.
    """
    _case, place = _due(actor, case_id, now=now)
    if place.proposed_by_id is not None:
        raise NotAllowedNowError
    place.proposed_by_id, place.proposed_at = actor.account_id, now
    place.save(update_fields=["proposed_by_id", "proposed_at"])
    _log(actor, "case.erasure_proposed", place, now=now)


@transaction.atomic
def decide_erasure(actor: Actor, *, case_id: str, is_approved: bool, now: datetime) -> None:
    """Erase a case that somebody else proposed, or keep it after all.

    The key of the case is destroyed with its files: nothing that was answered or said can be read
    again, by nobody. What is left is its place, its history without words, and the proof in it: the
    digest of the wrapped key and how many files there were.
    """
    case, place = _due(actor, case_id, now=now)
    if place.proposed_by_id is None:
        raise NotAllowedNowError
    if is_approved and place.proposed_by_id == actor.account_id:
        raise ErasedAloneError
    if is_approved:
        _erase(actor, case, place, now=now)
    else:
        place.proposed_by_id = place.proposed_at = None
        place.save(update_fields=["proposed_by_id", "proposed_at"])
    _log(actor, "case.erased" if is_approved else "case.erasure_refused", place, now=now)


def _due(actor: Actor, case_id: str, *, now: datetime) -> tuple[Case, Filed]:
    """Return a closed case, locked, and its place, if it may be erased today."""
    actor.require(CasePermission.KEEP)
    case = lock_case(staff_case(actor, case_id).pk)
    place = Filed.objects.select_for_update().filter(case=case).first()
    if place is None or place.erased_at is not None or case.state != CaseState.ARCHIVED:
        raise NotAllowedNowError
    if not rules.is_due(place.keep_until, today=on_day(now)):
        raise KeptError
    is_at_work = Task.objects.filter(case=case, state__in=LIVE_TASKS).exists()
    if is_at_work or registry.holds_on(case.public_id):
        raise KeptError
    return case, place


def _erase(actor: Actor, case: Case, place: Filed, *, now: datetime) -> None:
    key = bytes(case.key or b"")
    count = files.discard(kind=FILES, owner_id=str(case.public_id))
    proof = {"key": hashlib.sha256(key).hexdigest(), "files": count}
    append(case, actor, [Happening(EventKind.ERASED, proof)], now=now)
    case.key, case.applicant_masked = None, NO_NAME
    case.save()
    place.erased_at, place.erased_by_id = now, actor.account_id
    place.save(update_fields=["erased_at", "erased_by_id"])


def _log(actor: Actor, act: str, place: Filed, *, now: datetime) -> None:
    audit.record(
        actor,
        act=act,
        kind="case",
        subject=str(place.case.public_id),
        data={"place": str(place)},
        division_code=place.case.division_code,
        now=now,
    )
