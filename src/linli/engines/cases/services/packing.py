"""A closed case as a package for the archive: everything in it, indexed and signed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from linli.engines.cases.models import Filed
from linli.engines.cases.queries.access import staff_case
from linli.engines.cases.queries.archive import keeping_post
from linli.engines.cases.queries.packing import Packing, packing_of
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.services.tasks import lock_case, required_reason
from linli.engines.cases.values import CasePermission, CaseState, NotAllowedNowError
from linli.foundation.actors.values import SYSTEM
from linli.foundation.audit import chain
from linli.foundation.audit import services as audit
from linli.foundation.documents import services as documents
from linli.foundation.documents.values import Part
from linli.foundation.errors.values import ForbiddenError
from linli.foundation.files import queries as files
from linli.registers.organisations import queries as organisations
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Actor

TEMPLATE = "cases/pdf/archive.typ"


@dataclass(frozen=True)
class Package:
    """A package, open at its start, and what to call it. Whoever sends it closes it."""

    name: str
    opened: IO[bytes]


@transaction.atomic
def pack(actor: Actor, *, case_id: str, reason: str, now: datetime) -> Package:
    """Hand a closed case over to the archive as a signed package; who did, and why, is logged.

    For the post that keeps the archive of the office where the case lies, of a sealed case with its
    compartment. Raises `NotFoundError`, `ForbiddenError`, `ApprovalNeededError` where somebody
    under 14 stands in it, `NotAllowedNowError` before it is closed and after it was erased.
    """
    actor.require(CasePermission.KEEP)
    case = lock_case(staff_case(actor, case_id).pk)
    place = Filed.objects.select_for_update().filter(case=case).first()
    if place is None or place.erased_at is not None or case.state != CaseState.ARCHIVED:
        raise NotAllowedNowError
    body = organisations.organisation(place.organisation_id)
    if keeping_post(actor, body, compartment=case.compartment) is None:
        raise ForbiddenError
    why = required_reason(reason)
    if not opens(actor, case, now=now, act="pack"):
        raise ApprovalNeededError
    with translation.override("zh-hans"):  # archives are kept in Chinese
        found = packing_of(actor, case, place, now=now)
        opened, digest = documents.packed(_parts(found, now=now), facts=found.facts, at=now)
    place.packed_at = now
    place.save(update_fields=["packed_at"])
    _log(actor, case, reason=why, data={"place": str(place), "index": digest}, now=now)
    return Package(f"{case.number}.zip", opened)


def _parts(found: Packing, *, now: datetime) -> Iterator[Part]:
    """Yield one file after another; only one at a time is in memory."""
    yield Part("index.pdf", "index", _("What is in this package"), _index(found, now=now))
    yield Part("case.json", "data", _("The application and its data"), _json(found.data))
    yield Part("history.json", "history", _("What happened, as a chain"), _json(found.history))
    for one in found.files:
        _view, content = files.content(SYSTEM, public_id=one.file.public_id)
        yield Part(one.name, one.kind, one.title, content)


def _index(found: Packing, *, now: datetime) -> bytes:
    data = {
        "title": _("Archive package"),
        "number": found.facts["number"],
        "office": found.facts["organisation"],
        "rows": found.rows,
        "sections": found.sections,
        "history_title": _("What happened"),
        "history": found.entries,
        "files_title": _("Files in the package"),
        "files": [(one.name, f"{one.title}\nSHA-256 {one.file.sha256}") for one in found.files],
    }
    return documents.pdf(TEMPLATE, data, at=now)


def _json(data: Any) -> bytes:
    """Return data as JSON for people and programs; times and bytes as the chain writes them."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain).encode() + b"\n"


def _plain(value: Any) -> Any:
    return json.loads(chain.canonical({"value": value}))["value"]


def _log(actor: Actor, case: Case, *, reason: str, data: dict[str, Any], now: datetime) -> None:
    audit.record(
        actor,
        act="case.packed",
        kind="case",
        subject=str(case.public_id),
        reason=reason,
        data=data,
        division_code=case.division_code,
        now=now,
    )
