"""Answers two questions that machines ask: are you alive, and can you take work."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.foundation.calendar import clock
from linli.foundation.jobs import queries as jobs

LAG_SECONDS = 300  # a promise that waits longer says that no worker runs


@never_cache
@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process runs; asks nothing else."""
    return JsonResponse({"status": "ok"})


@never_cache
@login_not_required
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when database, migrations and jobs are in order, else 503 with reasons."""
    faults = {name: fault for name, check in CHECKS.items() if (fault := _ask(check))}
    status = {"status": "unready" if faults else "ready", "faults": faults}
    return JsonResponse(status, status=503 if faults else 200)


def _ask(check: Callable[[], str]) -> str:
    try:
        return check()
    except DatabaseError:
        return "the database does not answer as it should"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations are not applied: linli setup" if waiting else ""


def _jobs() -> str:
    health = jobs.health(clock.now())
    if health.lag_seconds > LAG_SECONDS:
        return f"{health.open} promises wait, the oldest {health.lag_seconds:.0f} s: linli worker"
    return f"late: {', '.join(health.late_ticks)}" if health.late_ticks else ""


CHECKS = {"database": _database, "migrations": _migrations, "jobs": _jobs}
