"""How the outbox is doing, for readiness and the operator."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q

from linli.foundation.actors.values import Actor
from linli.foundation.jobs.models import OutboxMessage, TickRow
from linli.foundation.jobs.values import Health, JobsPermission, PromiseView

LATE = timedelta(minutes=10)
SHOWN = 100


def health(now: datetime) -> Health:
    """Return how many promises wait, how long the oldest does, and how many fail.

    Two statements.
    """
    waiting = Q(done_at=None, given_up_at=None, due_at__lte=now)
    found = OutboxMessage.objects.aggregate(
        open=Count("pk", filter=waiting),
        oldest=Min("due_at", filter=waiting),
        failing=Count("pk", filter=Q(done_at=None, given_up_at=None) & ~Q(last_error="")),
        given_up=Count("pk", filter=Q(given_up_at__isnull=False)),
    )
    oldest: datetime | None = found["oldest"]
    return Health(
        open=found["open"],
        lag_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        failing=found["failing"],
        given_up=found["given_up"],
        late_ticks=tuple(
            TickRow.objects.filter(next_at__lt=now - LATE)
            .order_by("name")
            .values_list("name", flat=True)
        ),
    )


def failed(actor: Actor) -> tuple[PromiseView, ...]:
    """Return the promises that were given up or are tried again, the given up first.

    One statement.
    """
    actor.require(JobsPermission.SEE)
    rows = OutboxMessage.objects.filter(done_at=None).exclude(last_error="")
    return tuple(
        PromiseView(
            key=row.key,
            topic=row.topic,
            created_at=row.created_at,
            attempts=row.attempts,
            last_error=row.last_error,
            is_given_up=row.given_up_at is not None,
        )
        for row in rows.order_by(F("given_up_at").asc(nulls_last=True), "id")[:SHOWN]
    )
