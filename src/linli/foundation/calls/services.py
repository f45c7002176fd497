"""Count calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from linli.foundation.calls.models import CallCount
from linli.foundation.calls.values import LimitError

if TYPE_CHECKING:
    from datetime import datetime

WINDOW = 60  # seconds
# Both databases know it; it adds and answers in one statement, so two at once count as two.
ADD_ONE = (
    'INSERT INTO calls_callcount (caller, "window", calls) VALUES (%s, %s, 1) '
    'ON CONFLICT (caller, "window") DO UPDATE SET calls = calls_callcount.calls + 1 RETURNING calls'
)


def count(caller: str, *, most: int, now: datetime) -> int:
    """Count one call and return how many are left in this minute; one statement.

    Raises `LimitError` beyond `most`.
    """
    second = int(now.timestamp())
    with connection.cursor() as cursor:
        cursor.execute(ADD_ONE, [caller, second // WINDOW])
        calls = int(cursor.fetchone()[0])
    if calls > most:
        raise LimitError(retry_after=WINDOW - second % WINDOW)
    return most - calls


def sweep(*, now: datetime) -> None:
    """Forget the counts of past hours."""
    CallCount.objects.filter(window__lt=int(now.timestamp()) // WINDOW - 60).delete()
