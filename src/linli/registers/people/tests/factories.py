"""Persons for tests, named by their situation. Numbers are invented and valid."""

from datetime import UTC, date, datetime
from itertools import count

from linli.foundation.actors.values import SYSTEM, Actor, Proof
from linli.foundation.formspec.values import DocumentType
from linli.registers.people import rules, services
from linli.registers.people.values import Registered

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # ten in the morning in Tianjin
TODAY = date(2026, 11, 20)
ADULT = date(1980, 5, 6)
CHILD = date(2016, 5, 6)
_orders = count(1)


def number(birth_date: date = ADULT, *, region: str = "120101", order: int | None = None) -> str:
    """Return a valid resident number that no other test has."""
    return rules.make_resident_number(region, birth_date, order or next(_orders) % 999 + 1)


def somebody(
    name: str = "李小敏",
    *,
    living: str = "",
    hukou: str = "",
    born: date = ADULT,
    document: str = "",
    **more: object,
) -> Registered:
    """Register a person with a card."""
    return services.register(
        SYSTEM,
        name=name,
        document_type=DocumentType.RESIDENT_ID,
        number=document or number(born),
        living_code=living,
        hukou_code=hukou,
        now=NOW,
        **more,  # type: ignore[arg-type]
    )


def child(name: str = "李小宝", *, living: str = "") -> Registered:
    """Register somebody under 14."""
    return somebody(name, living=living, born=CHILD)


def with_passport(name: str = "John Smith", document: str = "E1234567") -> Registered:
    """Register a foreigner with a passport."""
    return services.register(
        SYSTEM,
        name=name,
        document_type=DocumentType.PASSPORT,
        number=document,
        birth_date=ADULT,
        now=NOW,
    )


def signed_in(person: Registered, proof: Proof = Proof.COUNTER, account_id: int = 9001) -> Actor:
    """Return the actor of a person with an account."""
    return Actor(account_id=account_id, person_id=person.id, proof=proof)
