"""People in a table of the household: who they are, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.engines.cases.values import Contradiction, FamilyMember

RESIDENT_ID = "resident_id"
CHILD_AGE = 14  # agrees through a guardian (个人信息保护法 31)
PARENT_YEARS = 12  # no parent is younger than this at a birth
MARRIAGE_AGE = {True: 22, False: 20}  # 民法典 1047, men and women
ODD_INCOME_FEN = 100_000 * 100  # a month and person: asked whether yuan or fen were meant


@dataclass(frozen=True)
class Facts:
    """What the number of an identity card or a birth date says."""

    born: date | None = None
    is_male: bool | None = None


def member(row: Mapping[str, Any], *, place: int) -> FamilyMember:
    """Return who stands in a row; a draft may hold half of it."""
    document = row.get("identity")
    given = document if isinstance(document, Mapping) else {}
    income = row.get("income")
    return FamilyMember(
        place=place,
        name=_text(row.get("name")),
        document_type=_text(given.get("type")),
        number=_text(given.get("number")),
        phone=_text(row.get("phone")),
        relation=_text(row.get("relation")),
        birth_date=_text(row.get("birth_date")),
        income_fen=income if isinstance(income, int) else None,
    )


def members(answers: Mapping[str, Any], path: str) -> tuple[FamilyMember, ...]:
    """Return the people of a table in its order."""
    section, _, name = path.partition(".")
    given = answers.get(section)
    rows = given.get(name) if isinstance(given, Mapping) else None
    return tuple(
        member(row, place=place)
        for place, row in enumerate(rows if isinstance(rows, list) else ())
        if isinstance(row, Mapping)
    )


def applicant(answers: Mapping[str, Any]) -> FamilyMember:
    """Return the person it is for, as the form asks for them."""
    given = answers.get("applicant")
    return member(given if isinstance(given, Mapping) else {}, place=-1)


def is_same(one: FamilyMember, other: FamilyMember) -> bool:
    """Return whether two entries have the same document."""
    return bool(one.number) and (one.document_type, one.number) == (
        other.document_type,
        other.number,
    )


def facts(one: FamilyMember) -> Facts:
    """Return birth and sex by the number of the card, else the birth date as written (GB 11643)."""
    if one.document_type == RESIDENT_ID and len(one.number) == 18:
        with suppress(ValueError):
            born = date.fromisoformat(f"{one.number[6:10]}-{one.number[10:12]}-{one.number[12:14]}")
            return Facts(born, int(one.number[16]) % 2 == 1)
    with suppress(ValueError):
        return Facts(date.fromisoformat(one.birth_date))
    return Facts()


def is_child(one: FamilyMember, *, today: date) -> bool:
    """Return whether somebody is under 14: a guardian agrees for them."""
    born = facts(one).born
    return born is not None and _age(born, today) < CHILD_AGE


def contradictions(
    answers: Mapping[str, Any], path: str, *, today: date
) -> tuple[Contradiction, ...]:
    """Return what cannot all be true of a household, each with both sides named.

    Income that looks like fen is a question only (`is_question`): it may be confirmed.
    """
    people, chief = members(answers, path), applicant(answers)
    return (
        *_twice(people, path),
        *_oneself(chief, people, path),
        *_generations(chief, people, path),
        *_spouses(chief, people, path, today=today),
        *_incomes(people, path),
    )


def _twice(people: tuple[FamilyMember, ...], path: str) -> Iterable[Contradiction]:
    for later, one in enumerate(people):
        twin = next((other for other in people[:later] if is_same(one, other)), None)
        if twin is not None:
            yield _said("member_twice", one, twin, path, "identity")


def _oneself(
    chief: FamilyMember, people: tuple[FamilyMember, ...], path: str
) -> Iterable[Contradiction]:
    for one in people:
        if is_same(one, chief):
            yield _said("member_is_applicant", one, chief, path, "identity")


def _generations(
    chief: FamilyMember, people: tuple[FamilyMember, ...], path: str
) -> Iterable[Contradiction]:
    """Yield children not younger than the applicant by a parent's years, parents not older."""
    own = facts(chief).born
    for one in people:
        born = facts(one).born
        if own is None or born is None:
            continue
        elder, younger = (born, own) if one.relation in {"parent", "grandparent"} else (own, born)
        is_of_another = one.relation in {"parent", "grandparent", "child", "grandchild"}
        if is_of_another and _age(elder, younger) < PARENT_YEARS:
            is_up = one.relation in {"parent", "grandparent"}
            yield _said("parent_too_young" if is_up else "child_too_old", one, chief, path)


def _spouses(
    chief: FamilyMember, people: tuple[FamilyMember, ...], path: str, *, today: date
) -> Iterable[Contradiction]:
    found = [one for one in people if one.relation == "spouse"]
    for one in found[1:]:
        yield _said("two_spouses", one, found[0], path)
    for one in found[:1]:
        seen, own = facts(one), facts(chief)
        if _is_too_young(seen, today=today):
            yield _said("spouse_too_young", one, chief, path)
        if seen.is_male is not None and seen.is_male == own.is_male:
            yield _said("spouse_same_sex", one, chief, path)


def _is_too_young(seen: Facts, *, today: date) -> bool:
    """Return whether somebody is younger than one may marry (民法典 1047)."""
    if seen.born is None or seen.is_male is None:
        return False
    return _age(seen.born, today) < MARRIAGE_AGE[seen.is_male]


def _incomes(people: tuple[FamilyMember, ...], path: str) -> Iterable[Contradiction]:
    for one in people:
        if one.income_fen is not None and one.income_fen > ODD_INCOME_FEN:
            yield Contradiction(
                "income_in_fen",
                f"{path}.{one.place}.income",
                one.name,
                "",
                is_question=True,
                amount_fen=one.income_fen,
            )


def _said(
    code: str, one: FamilyMember, other: FamilyMember, path: str, field: str = "relation"
) -> Contradiction:
    return Contradiction(code, f"{path}.{one.place}.{field}", one.name, other.name)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
