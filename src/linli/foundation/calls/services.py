"""Count calls, and hold one body to one key."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction

from linli.foundation.calls.models import CallCount, CallKey
from linli.foundation.calls.values import KEY_KEPT_DAYS, KeyReusedError, LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linli.foundation.actors.values import Actor

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


@contextmanager
def once(actor: Actor, *, key: str, digest: str, now: datetime) -> Iterator[None]:
    """Hold a key to the body it first came with: what is done inside and the key stand together.

    A call that fails leaves its key free, so that a mended body may be sent under it. Raises
    `KeyReusedError` for another body.
    """
    with transaction.atomic():
        known = _known(actor, key) or _remember(actor, key, digest, now=now)
        if known != digest:
            raise KeyReusedError
        yield


def sweep(*, now: datetime) -> None:
    """Forget counts of past hours, and keys after thirty days (their cases stay keyed for ever)."""
    CallCount.objects.filter(window__lt=int(now.timestamp()) // WINDOW - 60).delete()
    CallKey.objects.filter(at__lt=now - timedelta(days=KEY_KEPT_DAYS)).delete()


def _known(actor: Actor, key: str) -> str | None:
    rows = CallKey.objects.filter(account_id=actor.account_id or 0, key=key)
    return rows.values_list("digest", flat=True).first()


def _remember(actor: Actor, key: str, digest: str, *, now: datetime) -> str:
    try:
        with transaction.atomic():
            CallKey.objects.create(account_id=actor.account_id or 0, key=key, digest=digest, at=now)
    except IntegrityError:  # a twin was faster
        return _known(actor, key) or digest
    return digest
