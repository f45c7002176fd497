"""What an answer is worth: read against what the register declared."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from linli.foundation.exchange.values import (
    Answer,
    FactKind,
    FactType,
    Found,
    NotFound,
    Outcome,
    Reason,
    Register,
    Reply,
    Unavailable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MOST_SIGNS = 200
REFERENCE = re.compile(r"[\w./:-]{0,80}", re.ASCII)


class UnreadableError(ValueError):
    """A value is not what the register declared."""


def is_stale(as_of: date, *, fresh_for: int, today: date) -> bool:
    """Say whether an answer is older than the register promised, in days."""
    return as_of < today - timedelta(days=fresh_for)


def that_give(registers: Iterable[Register], wanted: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return which registers give what is wanted, and which of it: nothing else is asked for."""
    names = frozenset(wanted)
    found = ((one.id, names & one.facts.keys()) for one in registers)
    return {register: facts for register, facts in found if facts}


def reply(
    register: Register,
    asked: frozenset[str],
    answer: Answer,
    *,
    today: date,
    milliseconds: int,
) -> Reply:
    """Hold an answer to what was asked and declared.

    What was not asked for is dropped. A value of another kind, or a day to come, makes the whole
    answer unreadable: who errs in one fact may err in all.
    """
    names = tuple(sorted(asked))
    if isinstance(answer, Unavailable):
        return Reply(
            register.id, Outcome.UNAVAILABLE, names, milliseconds, reason=answer.reason.value
        )
    if isinstance(answer, NotFound):
        return Reply(register.id, Outcome.NOT_FOUND, names, milliseconds)
    try:
        facts = facts_of(register, asked, answer, today=today)
    except UnreadableError:
        reason = Reason.BROKEN.value
        return Reply(register.id, Outcome.UNAVAILABLE, names, milliseconds, reason=reason)
    if not facts:
        return Reply(register.id, Outcome.NOT_FOUND, names, milliseconds)
    stale = is_stale(answer.as_of, fresh_for=register.fresh_for, today=today)
    outcome = Outcome.STALE if stale else Outcome.FOUND
    return Reply(register.id, outcome, names, milliseconds, facts, answer.as_of, answer.reference)


def facts_of(
    register: Register, asked: frozenset[str], answer: Found, *, today: date
) -> dict[str, Any]:
    """Return the facts that were asked for, as JSON has them; raises `UnreadableError`."""
    if answer.as_of > today or not REFERENCE.fullmatch(answer.reference):
        raise UnreadableError
    given = ((name, answer.facts.get(name)) for name in sorted(asked))
    return {name: read(register.facts[name], value) for name, value in given if value is not None}


def read(kind: FactKind, value: Any) -> Any:
    """Return a value of a fact as it is kept; raises `UnreadableError`."""
    return READERS[kind.type](kind, value)


def _text(kind: FactKind, value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= MOST_SIGNS:
        raise UnreadableError
    if kind.options and value not in kind.options:
        raise UnreadableError
    return value.strip()


def _number(_kind: FactKind, value: Any) -> int | str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise UnreadableError
    try:
        exact = Decimal(value)
    except InvalidOperation as error:
        raise UnreadableError from error
    if not exact.is_finite() or abs(exact) >= Decimal(10) ** 15:
        raise UnreadableError
    return int(exact) if exact == exact.to_integral_value() else str(exact)


def _boolean(_kind: FactKind, value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnreadableError
    return value


def _date(_kind: FactKind, value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise UnreadableError from error


def _list(kind: FactKind, value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > 20:
        raise UnreadableError
    return [_text(kind, one) for one in value]


READERS: Mapping[FactType, Callable[[FactKind, Any], Any]] = {
    FactType.TEXT: _text,
    FactType.NUMBER: _number,
    FactType.BOOLEAN: _boolean,
    FactType.DATE: _date,
    FactType.LIST: _list,
}
