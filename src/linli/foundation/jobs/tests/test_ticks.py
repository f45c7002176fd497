import os
import signal
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from linli.foundation.jobs import queries, registry, services
from linli.foundation.jobs.models import TickRow

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ticks(monkeypatch):
    """No ticks but those of the test; what ran, and when."""
    monkeypatch.setattr(registry, "_ticks", {})
    ran = []
    registry.tick("test", MINUTE, lambda *, now: ran.append(now))
    return ran


def test_tick_runs_once_an_interval(ticks):
    assert services.run_ticks(now=NOW) == 1
    assert services.run_ticks(now=NOW + MINUTE / 2) == 0
    assert services.run_ticks(now=NOW + MINUTE) == 1
    assert ticks == [NOW, NOW + MINUTE]


def test_running_tick_is_not_run_by_a_second_worker(ticks):
    def run_others(*, now):
        ticks.append(services.run_ticks(now=now + MINUTE))

    registry.tick("test", MINUTE, run_others)
    services.run_ticks(now=NOW)
    assert ticks == [0]


def test_what_another_worker_ran_meanwhile_is_not_run_again(ticks):
    def let_another_work(*, now):
        services.run_ticks(now=now)

    registry.forget(tick_name="test")
    registry.tick("a", MINUTE, let_another_work)
    registry.tick("b", MINUTE, lambda *, now: ticks.append(now))
    assert services.run_ticks(now=NOW) == 1
    assert ticks == [NOW]


def test_worker_told_to_stop_runs_no_tick(ticks):
    assert services.run_ticks(now=NOW, must_stop=lambda: True) == 0
    assert ticks == []


def test_a_tick_is_late_after_ten_minutes(ticks):
    services.run_ticks(now=NOW)
    due = NOW + MINUTE
    assert queries.health(due + timedelta(minutes=10)).late_ticks == ()
    assert queries.health(due + timedelta(minutes=10, seconds=1)).late_ticks == ("test",)


def test_failing_tick_is_noted_and_the_others_run(ticks):
    def fail(*, now):
        raise ValueError("张三")

    registry.tick("a", MINUTE, fail)
    services.run_ticks(now=NOW)
    assert ticks == [NOW]
    assert TickRow.objects.get(name="a").last_error.startswith("ValueError linli.")
    assert TickRow.objects.get(name="a").next_at == NOW + MINUTE


def test_tick_of_a_killed_worker_runs_again_after_the_lease(ticks):
    def die(*, now):
        raise SystemExit

    registry.tick("test", MINUTE, die)
    with pytest.raises(SystemExit):
        services.run_ticks(now=NOW)
    registry.tick("test", MINUTE, lambda *, now: ticks.append(now))
    assert services.run_ticks(now=NOW + MINUTE) == 0
    assert services.run_ticks(now=NOW + timedelta(minutes=5)) == 1


@pytest.mark.django_db(transaction=True)
def test_worker_runs_once(ticks):
    call_command("worker", "--once")
    assert len(ticks) == 1


@pytest.mark.django_db(transaction=True)
def test_worker_ends_within_a_second_of_sigterm(ticks):
    old = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGTERM]).start()
    started = time.monotonic()
    call_command("worker", "--seconds", "30")
    assert time.monotonic() - started < 1.5
    for name, handler in old.items():
        signal.signal(name, handler)
