"""Count calls."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from linli.foundation.calls.models import CallCount
from linli.foundation.calls.values import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

WINDOW = 60  # seconds
# Both databases know it; it adds and answers in one statement, so two at once count as two.
INTO = 'INSERT INTO calls_callcount (caller, "window", calls) '
ADDING = (
    'ON CONFLICT (caller, "window") DO UPDATE SET calls = calls_callcount.calls + 1 RETURNING calls'
)
ADD_ONE = f"{INTO} VALUES (%s, %s, 1) {ADDING}"
# The same on PostgreSQL, for a transaction of this one statement, which then waits for no disk.
ADD_ONE_SOON = (
    f"{INTO} SELECT %s, %s, 1 WHERE set_config('synchronous_commit', 'off', true) = 'off' {ADDING}"
)


def count(caller: str, *, most: int, now: datetime) -> int:
    """Count one call and return how many are left in this minute; one statement.

    It is counted at once for all processes, whatever becomes of the call; only a power cut may take
    the last counts. Raises `LimitError` beyond `most`.
    """
    second = int(now.timestamp())
    calls = _added(caller, second // WINDOW)
    if calls > most:
        raise LimitError(retry_after=WINDOW - second % WINDOW)
    return most - calls


def _added(caller: str, window: int) -> int:
    if connection.in_atomic_block:  # what is said below would hold for all of that transaction
        return _asked(ADD_ONE, caller, window)
    if connection.vendor == "postgresql":
        return _asked(ADD_ONE_SOON, caller, window)
    with _no_disk_awaited():
        return _asked(ADD_ONE, caller, window)


def _asked(sql: str, caller: str, window: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [caller, window])
        return int(cursor.fetchone()[0])


@contextmanager
def _no_disk_awaited() -> Iterator[None]:
    """Let SQLite commit without syncing its log; the next commit of anything else syncs it all."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            cursor.execute("PRAGMA synchronous = FULL")  # as the settings have it


def sweep(*, now: datetime) -> None:
    """Forget the counts of past hours."""
    CallCount.objects.filter(window__lt=int(now.timestamp()) // WINDOW - 60).delete()
