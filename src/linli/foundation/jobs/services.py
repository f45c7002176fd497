"""Promise, keep promises, run what is due.

A message is kept in two short transactions: the first claims it (so that a message that kills its
worker is counted and one day given up), the second marks it done and runs its handlers together.
A worker killed between leaves it to the next after the lease; two workers can never both commit
the second.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import OperationalError, transaction
from django.db.models import Q

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import NotFoundError
from linli.foundation.jobs import registry, rules
from linli.foundation.jobs.models import OutboxMessage, TickRow
from linli.foundation.jobs.values import JobsPermission, Message

log = structlog.get_logger()
OPEN = Q(done_at=None, given_up_at=None)
KEPT_FOR = timedelta(days=30)


class NoHandlerError(Exception):
    """Nobody subscribed to the topic: a promise that nobody keeps must be seen, not lost."""


def emit(
    topic: str,
    *,
    key: str,
    payload: Mapping[str, Any],
    now: datetime,
    due_at: datetime | None = None,
) -> None:
    """Promise something inside the caller's transaction: one insert.

    An equal key is the same promise.
    """
    message = OutboxMessage(
        topic=topic, key=key, payload=dict(payload), created_at=now, due_at=due_at or now
    )
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)


def never() -> bool:
    """Return False: nobody asked to stop."""
    return False


def run_due(*, now: datetime, limit: int = 100, must_stop: Callable[[], bool] = never) -> int:
    """Keep the promises whose time has come, oldest first; return how many were kept."""
    due = OutboxMessage.objects.filter(OPEN, due_at__lte=now).order_by("due_at", "id")
    kept = 0
    for pk, attempts in due.values_list("pk", "attempts")[:limit]:
        if must_stop():
            break
        if _claim(pk, attempts, now):
            kept += _keep(pk, attempts + 1, now)
    return kept


def run_ticks(*, now: datetime, must_stop: Callable[[], bool] = never) -> int:
    """Run the ticks that are due and claimed by nobody else; return how many ran."""
    ticks = registry.ticks()
    known = dict(TickRow.objects.values_list("name", "next_at"))
    TickRow.objects.bulk_create(
        [TickRow(name=tick.name, next_at=now) for tick in ticks if tick.name not in known],
        ignore_conflicts=True,
    )
    due = [tick for tick in ticks if known.get(tick.name, now) <= now]
    return sum(_run_tick(tick, now) for tick in due if not must_stop())


def retry(actor: Actor, *, key: str, now: datetime) -> None:
    """Try a promise again that failed or was given up. Raises `ForbiddenError`, `NotFoundError`."""
    actor.require(JobsPermission.RETRY)
    failed = OutboxMessage.objects.filter(key=key, done_at=None).exclude(last_error="")
    if not failed.update(given_up_at=None, attempts=0, due_at=now):
        raise NotFoundError


def prune(*, now: datetime) -> int:
    """Delete promises kept more than 30 days ago; those given up stay until somebody looked."""
    return OutboxMessage.objects.filter(done_at__lt=now - KEPT_FOR).delete()[0]


def _claim(pk: int, attempts: int, now: datetime) -> bool:
    free = OutboxMessage.objects.filter(OPEN, pk=pk, attempts=attempts, due_at__lte=now)
    if rules.is_hopeless(attempts):  # its worker died every time, so nobody could write the end
        free.update(given_up_at=now, last_error="worker died")
        return False
    return bool(free.update(attempts=attempts + 1, due_at=now + rules.LEASE))


def _keep(pk: int, attempt: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            claimed = OutboxMessage.objects.filter(OPEN, pk=pk, attempts=attempt)
            if not claimed.update(done_at=now, last_error=""):
                return False  # the lease ran out and another worker took it
            _handle(OutboxMessage.objects.get(pk=pk), now)
    except OperationalError:
        raise  # the database is away: the lease brings the message back
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is tried again
        _fail(pk, attempt, error, now)
        return False
    return True


def _handle(row: OutboxMessage, now: datetime) -> None:
    handlers = registry.handlers_of(row.topic)
    if not handlers:
        raise NoHandlerError
    message = Message(row.topic, row.key, row.payload, row.created_at, row.attempts)
    for handler in handlers:
        handler(message, now=now)


def _fail(pk: int, attempt: int, error: Exception, now: datetime) -> None:
    name = rules.name_of(error)
    is_hopeless = rules.is_hopeless(attempt)
    OutboxMessage.objects.filter(OPEN, pk=pk, attempts=attempt).update(
        due_at=now + rules.pause_after(attempt),
        last_error=name,
        given_up_at=now if is_hopeless else None,
    )
    log.warning("jobs.failed", message=pk, attempt=attempt, error=name, given_up=is_hopeless)


def _run_tick(tick: registry.Tick, now: datetime) -> bool:
    free = TickRow.objects.filter(name=tick.name, next_at__lte=now)
    claimed_until = now + max(tick.every, rules.LEASE)
    if not free.update(started_at=now, next_at=claimed_until):
        return False
    error_name = ""
    try:
        tick.handler(now=now)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - one tick must not stop the others
        error_name = rules.name_of(error)
        log.warning("jobs.tick_failed", tick=tick.name, error=error_name)
    TickRow.objects.filter(name=tick.name, next_at=claimed_until).update(
        next_at=now + tick.every, finished_at=now, last_error=error_name
    )
    return True
