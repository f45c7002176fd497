"""Pure decisions: what a document number says, ages, who may be a guardian or an agent."""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from linli.foundation.errors.values import Problem
from linli.foundation.formspec.values import DocumentType
from linli.registers.people.values import (
    ADULT_AGE,
    IDENTITY_WORDS,
    MANDATE_YEARS,
    OF_MINORS,
    SHELTERED_AGE,
    WHOLE_SCOPE,
    AdultWardError,
    CapacityError,
    EndedMandateError,
    IdentityError,
    IdentityFacts,
    ImpossibleDateError,
    Scope,
    SelfRelationError,
    TooLongError,
    UnderageGuardianError,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643, ISO 7064 MOD 11-2
CHECK_CHARACTERS = "10X98765432"
# GB/T 2260, first two digits. Only these are checked: districts come and go, and a number keeps
# the code of the day it was issued (120221 was a county until 2015) whatever the year of birth.
PROVINCES = frozenset(
    (
        *(11, 12, 13, 14, 15),
        *(21, 22, 23),
        *(31, 32, 33, 34, 35, 36, 37),
        *(41, 42, 43, 44, 45, 46),
        *(50, 51, 52, 53, 54),
        *(61, 62, 63, 64, 65, 71),
    )
)
HMT_REGIONS = frozenset({"810000", "820000", "830000"})
OLDEST_YEARS = 130
OTHER_TYPE = frozenset(
    {"identity_type_unknown", "identity_other_type_hmt", "identity_other_type_foreign"}
)


def normalise_number(number: str) -> str:
    """Return the number as it is kept: full-width made narrow, capitals, no spaces or hyphens."""
    narrow = unicodedata.normalize("NFKC", number).upper()
    return re.sub(r"[\s\-]", "", narrow)


def check_character(first: str) -> str:
    """Return the 18th character for the first 17 digits (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True))
    return CHECK_CHARACTERS[total % 11]


def make_resident_number(region: str, birth_date: date, order: int) -> str:
    """Return a valid number for an invented person: demonstration and tests. Odd order: male."""
    first = f"{region}{birth_date:%Y%m%d}{order:03d}"
    return first + check_character(first)


def check_identity(document_type: str, number: str, today: date) -> IdentityFacts:
    """Return what the number says, or raise `IdentityError` with the reason as its code."""
    number = normalise_number(number)
    if not number:
        raise _refusal("identity_empty")
    check = _CHECKS.get(document_type)
    if check is None:
        raise _refusal("identity_type_unknown")
    return check(number, today)


def identity_problems(document_type: str, number: str, today: date) -> list[Problem]:
    """Return what is wrong with a number, for forms: path `type` or `number`."""
    try:
        check_identity(document_type, number, today)
    except IdentityError as refusal:
        path = "type" if refusal.code in OTHER_TYPE else "number"
        return [Problem(path, refusal.code, refusal.message)]
    return []


def age_on(birth_date: date, day: date) -> int:
    """Return completed years; without such a day the month's last one counts (民法典 202)."""
    last = calendar.monthrange(day.year, birth_date.month)[1]
    birthday = (birth_date.month, min(birth_date.day, last))
    return day.year - birth_date.year - ((day.month, day.day) < birthday)


def is_sheltered(birth_date: date, day: date) -> bool:
    """Return whether somebody is under 14, whose data are all sensitive (个人信息保护法 28, 31)."""
    return day < sheltered_until(birth_date)


def sheltered_until(birth_date: date) -> date:
    """Return the day on which somebody turns 14; without such a day the month's last one counts."""
    year = birth_date.year + SHELTERED_AGE
    last = calendar.monthrange(year, birth_date.month)[1]
    return date(year, birth_date.month, min(birth_date.day, last))


def youngest(answers: Any, today: date) -> date | None:
    """Return the latest birth date that answers name, as a date or within a document's number.

    Looks at every depth: applicants, members of the household, rows of tables. What cannot be read
    says nothing.
    """
    found: list[date] = []
    if isinstance(answers, Mapping):
        found = [*_born(answers, today)]
        answers = list(answers.values())
    if isinstance(answers, list | tuple):
        found += [born for one in answers if (born := youngest(one, today))]
    return max(found, default=None)


def _born(record: Mapping[str, Any], today: date) -> Iterator[date]:
    if isinstance(written := record.get("birth_date"), str):
        with suppress(ValueError):
            yield date.fromisoformat(written)
    if isinstance(record.get("type"), str) and isinstance(number := record.get("number"), str):
        with suppress(IdentityError):
            born = check_identity(record["type"], number, today).birth_date
            if born:
                yield born


def check_life(birth_date: date, died_on: date | None, today: date) -> None:
    """Raise `ImpossibleDateError` for a life that cannot be."""
    if birth_date > today or age_on(birth_date, today) > OLDEST_YEARS:
        raise ImpossibleDateError
    if died_on is not None and not birth_date <= died_on <= today:
        raise ImpossibleDateError


def check_period(from_on: date, to_on: date | None) -> None:
    """Raise `ImpossibleDateError` if the end lies before the start."""
    if to_on is not None and to_on < from_on:
        raise ImpossibleDateError


def check_guardian(
    *, guardian: tuple[int, date, date | None], ward: tuple[int, date, date | None], from_on: date
) -> None:
    """Raise unless a guardian is adult, alive and somebody else than the ward (民法典 27–31).

    Each side is (id, birth date, date of death).
    """
    guardian_id, guardian_birth, guardian_death = guardian
    ward_id, ward_birth, ward_death = ward
    if guardian_id == ward_id:
        raise SelfRelationError
    if age_on(guardian_birth, from_on) < ADULT_AGE:
        raise UnderageGuardianError
    if from_on < ward_birth or guardian_death is not None or ward_death is not None:
        raise ImpossibleDateError


def adults_born_by(day: date) -> date:
    """Return the last birthday of those who are 18 on a day: the query's half of `age_on`."""
    year = day.year - ADULT_AGE
    last_then = calendar.monthrange(year, day.month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, day.month, last_then if is_last else min(day.day, last_then))


def adult_from(birth_date: date) -> date:
    """Return the day on which somebody turns 18; without such a day the month's last one counts."""
    year = birth_date.year + ADULT_AGE
    last = calendar.monthrange(year, birth_date.month)[1]
    return date(year, birth_date.month, min(birth_date.day, last))


def guarded_until(ward_birth: date, basis: str, to_on: date | None) -> date | None:
    """Return the last day of a guardianship: a child's ends with childhood (民法典 17, 27)."""
    if basis not in OF_MINORS:
        return to_on
    grown = adult_from(ward_birth) - timedelta(days=1)
    return grown if to_on is None else min(to_on, grown)


def check_ward(*, ward_birth: date, basis: str, from_on: date) -> None:
    """Raise `AdultWardError` unless a child has a child's guardian, an adult one by a judgment.

    Source: 民法典 24, 27, 28: only a court finds that an adult cannot act alone.
    """
    is_adult = age_on(ward_birth, from_on) >= ADULT_AGE
    if is_adult is (basis in OF_MINORS):
        raise AdultWardError


def check_mandate(
    *,
    principal_birth: date,
    agent_birth: date | None,
    from_on: date,
    to_on: date | None,
    years: int = MANDATE_YEARS,
) -> None:
    """Raise unless both are adults on the first day and the period can be (民法典 18, 161).

    `years` is how long a mandate may hold in this city.
    """
    check_period(from_on, to_on)
    if to_on is not None and to_on > latest_end(from_on, years):
        raise TooLongError
    births = [birth for birth in (principal_birth, agent_birth) if birth is not None]
    if any(age_on(birth, from_on) < ADULT_AGE for birth in births):
        raise CapacityError


def latest_end(from_on: date, years: int = MANDATE_YEARS) -> date:
    """Return the last day that a mandate from this day on may name: the day before that date."""
    if from_on.year + years > date.max.year:
        return date.max
    last = calendar.monthrange(from_on.year + years, from_on.month)[1]
    return date(from_on.year + years, from_on.month, min(from_on.day, last)) - timedelta(days=1)


def renewed_until(
    ends_on: date | None, to_on: date | None, *, today: date, years: int = MANDATE_YEARS
) -> date:
    """Return the last day of a renewal: the one wished for, or the latest there may be.

    Nobody is trusted for longer than `years` from the day on which it is said: terms do not add
    up. Raises `EndedMandateError`, `ImpossibleDateError`, `TooLongError`.
    """
    if ends_on is None or ends_on < today:
        raise EndedMandateError
    latest = latest_end(today, years)
    last = to_on or latest
    if last <= ends_on:
        raise TooLongError if latest <= ends_on else ImpossibleDateError
    if last > latest:
        raise TooLongError
    return last


def is_to_remind(from_on: date, to_on: date, *, today: date, days: int) -> bool:
    """Return whether the end is near enough to say; never of a term that began as near as that."""
    warned_from = to_on - timedelta(days=days)
    return from_on < warned_from <= today <= to_on


def widened(scope: Iterable[str]) -> frozenset[Scope]:
    """Return what a choice comes to: everything is all three, and who files also follows."""
    chosen = {Scope(one) for one in scope}
    if Scope.EVERYTHING in chosen:
        return WHOLE_SCOPE
    return frozenset(chosen | ({Scope.FOLLOW} if Scope.FILE in chosen else set()))


def in_words(scope: frozenset[Scope]) -> tuple[Scope, ...]:
    """Return what is said of a scope: all three are everything."""
    return (
        (Scope.EVERYTHING,) if scope >= WHOLE_SCOPE else tuple(one for one in Scope if one in scope)
    )


def _refusal(code: str) -> IdentityError:
    return IdentityError(IDENTITY_WORDS[code], code=code)


def _birth(digits: str, today: date) -> date | None:
    try:
        birth_date = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    if birth_date > today or age_on(birth_date, today) > OLDEST_YEARS:
        return None
    return birth_date


def _check_eighteen(number: str) -> None:
    if len(number) != 18:
        raise _refusal("identity_length")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise _refusal("identity_characters")
    if check_character(number[:17]) != number[17]:
        raise _refusal("identity_check_digit")


def _facts(number: str, today: date) -> IdentityFacts:
    birth_date = _birth(number[6:14], today)
    if birth_date is None:
        raise _refusal("identity_birth_date")
    return IdentityFacts(number, birth_date, int(number[16]) % 2 == 1)


def _resident_id(number: str, today: date) -> IdentityFacts:
    _check_eighteen(number)
    if number[:2] in {"81", "82", "83"}:
        raise _refusal("identity_other_type_hmt")
    if number[0] == "9":
        raise _refusal("identity_other_type_foreign")
    if int(number[:2]) not in PROVINCES:
        raise _refusal("identity_region")
    return _facts(number, today)


def _hmt_residence(number: str, today: date) -> IdentityFacts:
    _check_eighteen(number)
    if number[:6] not in HMT_REGIONS:
        raise _refusal("identity_region")
    return _facts(number, today)


def _foreign_permanent(number: str, today: date) -> IdentityFacts:
    """Old: 3 letters + 12 digits. New (2023-12-01): 18 digits, the first 9. Both stay valid."""
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return IdentityFacts(number)
    if len(number) == 15:
        raise _refusal("identity_pattern")
    _check_eighteen(number)
    if number[0] != "9":
        raise _refusal("identity_pattern")
    # The published rule is the 9 and the check character; the birth date is taken where it is one.
    return IdentityFacts(number, _birth(number[6:14], today))


def _pattern(pattern: str) -> Callable[[str, date], IdentityFacts]:
    compiled = re.compile(pattern)

    def check(number: str, today: date) -> IdentityFacts:  # noqa: ARG001 - one shape for all checks
        if not compiled.fullmatch(number):
            raise _refusal("identity_pattern")
        return IdentityFacts(number)

    return check


_CHECKS: dict[str, Callable[[str, date], IdentityFacts]] = {
    DocumentType.RESIDENT_ID: _resident_id,
    DocumentType.HMT_RESIDENCE: _hmt_residence,
    DocumentType.FOREIGN_PERMANENT: _foreign_permanent,
    DocumentType.PASSPORT: _pattern(r"[A-Z0-9]{5,20}"),
    DocumentType.HOME_RETURN: _pattern(r"[HM](?:[0-9]{8}|[0-9]{10})"),
    DocumentType.TAIWAN_PERMIT: _pattern(r"[0-9]{8}"),
}
