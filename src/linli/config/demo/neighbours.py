"""Who lives in the demonstration city: read from `people.csv`, nobody of them is real.

Ages are kept, so births follow the year. Numbers have the orders 001 and 002, which the police do
not hand out in these regions; phones stand next to the carrier's own hotline.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from linli.foundation.formspec.values import DocumentType
from linli.registers.people.queries import make_resident_number
from linli.registers.people.values import Kinship, Sex

if TYPE_CHECKING:
    from collections.abc import Mapping

PEOPLE = Path(__file__).with_name("people.csv")
PHONES = "13800138"
MAIL = "demo.linli"
ORDER = {Sex.MALE: 1, Sex.FEMALE: 2}
ENGLISH = {"陈家伦": "Chan Ka-lun", "安娜·韦伯": "Anna Weber", "皮埃尔·马丁": "Pierre Martin"}
SPEAK_ENGLISH = {"安娜·韦伯", "皮埃尔·马丁"}


@dataclass(frozen=True)
class Neighbour:
    """Somebody who lives here. Without a kinship they have an account and no record yet."""

    name: str
    sex: Sex
    age: int
    birth_date: date
    document_type: str
    number: str
    phone: str
    place: str
    detail: str
    kinship: str
    account: str = ""
    card: str = ""  # kind of disability
    grade: int = 0
    relief: str = ""

    @property
    def is_registered_here(self) -> bool:
        """Whether the household registration is in this city."""
        return self.document_type == DocumentType.RESIDENT_ID and self.number.startswith("12")

    @property
    def email(self) -> str:
        """Return the address that belongs to the account."""
        return f"{self.account}@{MAIL}" if self.account else ""


Household = tuple[Neighbour, ...]


def households(today: date) -> tuple[Household, ...]:
    """Return everybody, household by household, as old as they always are."""
    found: list[list[Neighbour]] = []
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        for index, row in enumerate(csv.DictReader(file)):
            if row["place"]:
                found.append([])
            found[-1].append(_neighbour(row, index, found[-1], today))
    return tuple(tuple(home) for home in found)


def _neighbour(row: Mapping[str, str], index: int, home: list[Neighbour], today: date) -> Neighbour:
    sex = Sex(row["sex"])
    birth_date = _birth(row["born"], index, today)
    kind, number = _document(row["document"], birth_date, sex)
    return Neighbour(
        name=row["name"],
        sex=sex,
        age=_age(birth_date, today),
        birth_date=birth_date,
        document_type=kind,
        number=number,
        phone=f"{PHONES}{index + 101:03d}",
        place=row["place"] or home[0].place,
        detail=row["detail"] or home[0].detail,
        kinship=Kinship(row["kinship"]) if row["kinship"] else "",
        account=row["account"],
        card=row["card"][:-1],
        grade=int(row["card"][-1:] or 0),
        relief=row["relief"],
    )


def _birth(born: str, index: int, today: date) -> date:
    if "-" in born:
        return date.fromisoformat(born)
    day = date(today.year - int(born), 1, 1) + timedelta(days=index * 37 % 360)
    return day if (day.month, day.day) <= (today.month, today.day) else _a_year_before(day)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def _age(birth_date: date, today: date) -> int:
    had_none_yet = (today.month, today.day) < (birth_date.month, birth_date.day)
    return today.year - birth_date.year - had_none_yet


def _document(words: str, birth_date: date, sex: Sex) -> tuple[str, str]:
    """Return kind and number: a bare region is an identity card issued there."""
    kind, _colon, rest = words.rpartition(":")
    if kind == DocumentType.PASSPORT:
        return kind, rest
    return kind or DocumentType.RESIDENT_ID, make_resident_number(rest, birth_date, ORDER[sex])
