"""Applications in a situation, made through the services as people make them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from linli.engines.cases import services
from linli.engines.cases.models import Case, Task
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.services.load import load_items, load_parameters, load_topics
from linli.foundation.packs.services import _checked
from linli.registers.people.rules import make_resident_number

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor
    from linli.foundation.packs.values import Pack

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday, ten in the morning in Tianjin
ALLOWANCES, DOCTOR, LEGAL_AID = "B3.21-22", "B2.02", "B5.02"
BORN = "1956-03-08"


@cache
def pack() -> Pack:
    """Read the Tianjin pack once a test run."""
    found, faults = _checked(settings.PACK)
    assert not faults
    return found


def load_catalogue() -> None:
    """Publish the items of the pack."""
    load_topics(pack(), NOW)
    load_parameters(pack(), NOW)
    load_items(pack(), NOW)


def number_of(birth_date: str = BORN) -> str:
    """Return the number of a synthetic woman born on a day."""
    return make_resident_number("120101", datetime.fromisoformat(birth_date).date(), 22)


def allowances(division: str, **changes: Any) -> dict[str, Any]:
    """Return complete answers for the allowances of a disabled person in a poor household."""
    answers: dict[str, dict[str, Any]] = {
        "applicant": {
            "name": "张秀英",
            "identity": {"type": "resident_id", "number": number_of()},
            "birth_date": BORN,
            "phone": "13820000001",
            "hukou_here": True,
            "hukou": {"code": division},
            "living": {"code": division, "detail": "花园路1号"},
        },
        "card": {"number": number_of() + "41", "valid": True, "kind": "body", "grade": 1},
        "household": {"relief": ["dibao"]},
        "other": {"injury_care": False},
        "account": {"holder": "张秀英", "bank": "天津银行", "number": "6222020302001234567"},
        "guardian": {"acts": False},
        "consent": {"data_check": True, "truth": True},
    }
    for section, fields in changes.items():
        answers[section] = {**answers[section], **fields}
    return answers


def filed(actor: Actor, division: str, *, key: str = "one", now: datetime = NOW) -> Case:
    """Return a case for the allowances, handed in with the paper it owes."""
    item = catalogue.published(ALLOWANCES)
    case_id = services.submit_application(
        actor,
        item_code=item.code,
        digest=item.digest,
        answers=allowances(division),
        materials={"card_copy": [{"seen": "original"}]},
        idempotency_key=key,
        now=now,
    )
    return Case.objects.get(public_id=case_id)


def task_of(case: Case, stage: str | None = None) -> str:
    """Return the public id of the live task of a case (at a stage)."""
    rows = Task.objects.filter(case=case).exclude(state__in=("done", "cancelled"))
    if stage:
        rows = rows.filter(stage=stage)
    return str(rows.get().public_id)
