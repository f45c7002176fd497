"""Pure decisions on terms, duties and tokens."""

import hashlib
from datetime import date, datetime, timedelta

from linli.foundation.actors.values import SEPARATED_DUTIES, Role

LONGEST_TOKEN = timedelta(days=366)


def is_term(starts_on: date, ends_on: date | None) -> bool:
    """Return whether a term does not end before it begins."""
    return ends_on is None or ends_on >= starts_on


def absent_days(starts_on: date, ends_on: date, *, today: date, longest: int) -> tuple[date, ...]:
    """Return the days of an absence; none where they run backwards, are over, or are too many."""
    count = (ends_on - starts_on).days + 1
    if count < 1 or count > longest or ends_on < today or (starts_on - today).days > longest:
        return ()
    return tuple(starts_on + timedelta(days=day) for day in range(count))


def separated_duty(role: str) -> str:
    """Return the duty that a role takes part in, empty if it is not one of the three kept apart.

    GB/T 22239-2019, 8.1.5: system, audit and security administration are held by different people.
    """
    return role if Role(role) in SEPARATED_DUTIES else ""


def digest(secret: str) -> str:
    """Return what is kept of a token: SHA-256. 32 random bytes need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_token_term(now: datetime, expires_at: datetime) -> bool:
    """Return whether a token ends in the future and within a year."""
    return now < expires_at <= now + LONGEST_TOKEN
