"""Entitlements in a situation, made by the decisions that grant them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from linli.engines.cases import services as cases
from linli.engines.cases.models import Case
from linli.engines.cases.tests.factories import allowances, load_catalogue, number_of, task_of
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.tests.factories import ALLOWANCES
from linli.engines.entitlements import services
from linli.engines.entitlements.models import Entitlement, PaymentList
from linli.foundation.actors.values import Role
from linli.foundation.jobs import services as jobs
from linli.registers.accounts.tests import factories as accounts

if TYPE_CHECKING:
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.registers.organisations.tests.factories import City

NOW = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)  # a Monday, ten in the morning in Tianjin
SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))
DECEMBER = date(2026, 12, 1)
REASON = "残疾人证已过期，等待换领"


def at(month: int, day: int = 7, year: int = 2026) -> datetime:
    """Return ten in the morning of a day."""
    return datetime(year, month, day, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Office:
    """The three who decide the allowances in Heping, and a colleague of the last."""

    clerk: Actor
    federation: Actor
    civil: Actor
    colleague: Actor


def office(city: City) -> Office:
    """Return the people of the offices; nobody of the cast may be asked for beside them."""
    return Office(
        accounts.staff("赵敏", Role.CLERK, city.office, city.street),
        accounts.staff("冯远", Role.DEPARTMENT_OFFICER, city.federation, city.district),
        accounts.staff("郑宁", Role.DEPARTMENT_OFFICER, city.civil_affairs, city.district),
        accounts.staff(
            "何静", Role.DEPARTMENT_OFFICER, city.civil_affairs, city.district, title="second"
        ),
    )


def filed(
    actor: Actor, division: str, *, key: str = "one", now: datetime = NOW, **changes: Any
) -> Case:
    """Return a case for the allowances with some answers changed."""
    item = catalogue.published(ALLOWANCES)
    case_id = cases.submit_application(
        actor,
        item_code=item.code,
        digest=item.digest,
        answers=allowances(division, **changes),
        materials={"card_copy": [{"seen": "original"}]},
        idempotency_key=key,
        now=now,
    )
    return Case.objects.get(public_id=case_id)


def decide(case: Case, people: Office, *, outcome: str = "grant", now: datetime = NOW) -> None:
    """Take a case to its decision and let the outbox follow."""
    reason = "" if outcome == "grant" else "不符合条件"
    cases.record_outcome(people.clerk, task_id=task_of(case), outcome="accept", now=now)
    cases.record_outcome(people.federation, task_id=task_of(case), outcome="confirm", now=now)
    cases.record_outcome(
        people.civil, task_id=task_of(case), outcome=outcome, reason=reason, now=now
    )
    jobs.run_due(now=now)


def granted(
    actor: Actor, city: City, people: Office, *, now: datetime = NOW, **changes: Any
) -> dict[str, Entitlement]:
    """Return what a granted case for the allowances gives, by grant."""
    load_catalogue()
    case = filed(actor, city.community, now=now, **changes)
    decide(case, people, now=now)
    rows = Entitlement.objects.filter(case=case).order_by("pk")
    return {row.grant_id: row for row in rows}


def identity(birth_date: str) -> dict[str, Any]:
    """Return the number of a synthetic woman born on a day, as an answer."""
    return {"type": "resident_id", "number": number_of(birth_date)}


def listed(people: Office, month: date, *, now: datetime) -> PaymentList:
    """Return the closed list of civil affairs for a month."""
    made = built(people, month, now=now)
    services.close_list(people.colleague, list_id=made.public_id, now=now)
    made.refresh_from_db()
    return made


def built(people: Office, month: date, *, now: datetime) -> PaymentList:
    """Return the list of civil affairs for a month, made and not closed."""
    list_id: UUID = services.build_list(people.civil, month=month, now=now)
    jobs.run_due(now=now)
    return PaymentList.objects.get(public_id=list_id)
