"""What every write of the room does: log, ask for the reason, lock."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from linli.foundation.actors.values import Actor
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import InvalidError, Problem
from linli.registers.people import queries
from linli.registers.people.models import Person
from linli.registers.people.values import FIELD_WORDS, NotProvenError, ReasonMissingError


def log(
    actor: Actor,
    act: str,
    row: Person,
    *,
    now: datetime,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Append the act to the log with the person as its subject."""
    subject = str(row.public_id)
    audit.record(
        actor, act=act, kind="person", subject=subject, reason=reason.strip(), data=data, now=now
    )


def need(reason: str) -> None:
    """Raise `ReasonMissingError` unless a reason is given."""
    if not reason.strip():
        raise ReasonMissingError(problems=[Problem("reason", "required", FIELD_WORDS["required"])])


def by_key(key: int | UUID) -> Q:
    """Return the condition for an id or a public id."""
    return Q(public_id=key) if isinstance(key, UUID) else Q(pk=key)


def lock(person_id: int) -> Person:
    """Return the row, locked until the end of the transaction (where the database locks rows)."""
    return Person.objects.select_for_update().get(pk=person_id)


def own_id(actor: Actor) -> int:
    """Return the actor's own record, or raise `NotProvenError`."""
    if not actor.is_proven or actor.person_id is None:
        raise NotProvenError
    return queries.current_id(actor.person_id)


def problem(path: str, code: str) -> Problem:
    """Return a problem of a field with its words."""
    return Problem(path, code, FIELD_WORDS[code])


def raise_problems(problems: list[Problem]) -> None:
    """Raise `InvalidError` if there are any."""
    if problems:
        raise InvalidError(problems=problems)
