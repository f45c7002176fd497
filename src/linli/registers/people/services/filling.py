"""Check and set the fields of a record."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from linli.foundation.errors.values import Problem
from linli.foundation.phones import rules as phones
from linli.foundation.privacy import services as privacy
from linli.registers.people import rules
from linli.registers.people.models import Person
from linli.registers.people.queries import numbers
from linli.registers.people.services.steps import problem, raise_problems
from linli.registers.people.values import IdentityFacts, Sex
from linli.registers.places import queries as places
from linli.registers.places.values import Level, ancestor


def check(values: Mapping[str, Any], facts: list[IdentityFacts], *, today: date) -> None:
    """Raise `InvalidError` or `ImpossibleDateError` unless the fields can be true together."""
    problems = [problem(n, "required") for n in ("name", "birth_date") if not values.get(n)]
    problems += contact_problems(values)
    problems += [
        problem(name, "division_unknown")
        for name in ("hukou_code", "living_code")
        if values.get(name) and not _is_division(values[name])
    ]
    if values.get("birth_date"):
        problems += difference_problems(values["birth_date"], values.get("sex", ""), facts)
    raise_problems(problems)
    rules.check_life(values["birth_date"], values.get("died_on"), today)


def contact_problems(values: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with phone and e-mail."""
    phone = (values.get("phone") or "").strip()
    return [problem("phone", "phone_invalid")] if phone and not phones.normalised(phone) else []


def difference_problems(birth_date: date, sex: str, facts: list[IdentityFacts]) -> list[Problem]:
    """Return where birth date and sex differ from what the numbers say."""
    problems = []
    if any(fact.birth_date not in {None, birth_date} for fact in facts):
        problems.append(problem("birth_date", "birth_date_differs"))
    if sex != Sex.UNKNOWN and any(fact.sex not in {Sex.UNKNOWN, sex} for fact in facts):
        problems.append(problem("sex", "sex_differs"))
    return problems


def _is_division(code: str) -> bool:
    """Return whether a code of our city is in force; one of another city cannot be known here."""
    return places.exists(code) or not places.exists(ancestor(code, Level.CITY))


def fill(row: Person, values: Mapping[str, Any], *, now: datetime) -> None:
    """Set the fields on the row, spelled and encrypted as they are kept."""
    for name, value in values.items():
        if name == "phone":
            set_phone(row, phones.normalised(value or ""))
        else:
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if "name" in values:
        row.pinyin, row.initials = _spelled(row.name)
    row.updated_at = now


def set_phone(row: Person, phone: str) -> None:
    """Set or clear the phone, ciphertext and index together."""
    if not phone:
        row.phone_token = row.phone_index = None
        return
    purpose, bound_to = numbers.PHONE_PURPOSE, str(row.public_id)
    row.phone_token = privacy.encrypt(phone, purpose=purpose, bound_to=bound_to)
    row.phone_index = numbers.phone_index(phone)


def _spelled(name: str) -> tuple[str, str]:
    """Return pinyin and initials in small letters, for search."""
    from pypinyin import lazy_pinyin  # its dictionary is large: only who writes loads it

    syllables = [
        letters
        for part in lazy_pinyin(name)
        if (letters := "".join(c for c in part.lower() if "a" <= c <= "z"))
    ]
    return "".join(syllables)[:240], "".join(part[0] for part in syllables)[:40]
