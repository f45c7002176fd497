"""Applications in a situation, made through the services as people make them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from linli.engines.cases import services
from linli.engines.cases.models import Case, Task
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.tests.factories import (
    ALLOWANCES,
    DOCTOR,
    LEGAL_AID,
    load_catalogue,
)
from linli.registers.people.rules import make_resident_number

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday, ten in the morning in Tianjin
BORN = "1956-03-08"
__all__ = ["ALLOWANCES", "DOCTOR", "LEGAL_AID", "allowances", "filed", "load_catalogue", "task_of"]


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
        rows = rows.filter(stage=stage, kind="stage")
    return str(rows.get().public_id)
