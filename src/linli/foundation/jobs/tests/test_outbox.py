import threading
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import OperationalError, connection, transaction

from linli.foundation.jobs import queries, registry, rules, services
from linli.foundation.jobs.models import OutboxMessage, TickRow

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
TOPIC = "test.topic"
pytestmark = pytest.mark.django_db


@pytest.fixture
def calls():
    """What the handler of the topic was called with."""
    seen = []

    def see(message, *, now):
        seen.append(message)

    registry.subscribe(TOPIC, see)
    yield seen
    registry.forget(topic=TOPIC)


@pytest.fixture
def subscribe():
    """Have a handler called for the topic."""
    yield partial(registry.subscribe, TOPIC)
    registry.forget(topic=TOPIC)


def emit(key="k", **changes):
    services.emit(TOPIC, key=key, payload={"case": 1}, now=NOW, **changes)


def write_a_row():
    TickRow.objects.create(name="effect", next_at=NOW)


class PowerCutError(BaseException):
    """Ends a process between two statements."""


def test_promise_is_one_statement(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        emit()


def test_promise_of_a_rolled_back_transaction_is_none(calls):
    with transaction.atomic():
        emit()
        transaction.set_rollback(True)
    assert services.run_due(now=NOW) == 0


def test_equal_key_is_the_same_promise_and_the_transaction_goes_on(calls):
    with transaction.atomic():
        emit()
        emit()
        write_a_row()
    assert services.run_due(now=NOW) == 1
    assert [message.key for message in calls] == ["k"]


def test_kept_promise_is_not_kept_again(calls):
    emit()
    services.run_due(now=NOW)
    assert services.run_due(now=NOW + timedelta(days=1)) == 0
    assert calls[0].payload == {"case": 1}
    assert calls[0].attempt == 1


def test_promise_for_later_waits(calls):
    emit(due_at=NOW + timedelta(hours=1))
    assert services.run_due(now=NOW) == 0
    assert services.run_due(now=NOW + timedelta(hours=1)) == 1


def test_oldest_is_kept_first_up_to_the_limit(calls):
    emit("late", due_at=NOW)
    emit("early", due_at=NOW - timedelta(hours=1))
    assert services.run_due(now=NOW, limit=1) == 1
    assert [message.key for message in calls] == ["early"]


def test_failing_handler_leaves_nothing_and_is_tried_after_a_pause(subscribe):
    def fail(message, *, now):
        write_a_row()
        raise KeyError("张三 120101199001011234")

    subscribe(fail)
    emit()
    assert services.run_due(now=NOW) == 0
    assert not TickRow.objects.filter(name="effect").exists()
    row = OutboxMessage.objects.get()
    assert (row.attempts, row.done_at, row.given_up_at) == (1, None, None)
    assert row.due_at == NOW + rules.FIRST_PAUSE
    assert row.last_error.startswith("KeyError linli.")
    assert "张三" not in row.last_error


def test_one_failing_message_does_not_stop_the_next(subscribe):
    def fail_first(message, *, now):
        if message.key == "a":
            raise ValueError

    subscribe(fail_first)
    emit("a")
    emit("b")
    assert services.run_due(now=NOW) == 1


def test_hopeless_promise_is_given_up_and_seen(subscribe):
    def fail(message, *, now):
        raise ValueError

    subscribe(fail)
    emit()
    now = NOW
    for _ in range(rules.MOST_ATTEMPTS):
        services.run_due(now=now)
        now += rules.LONGEST_PAUSE
    assert services.run_due(now=now) == 0
    health = queries.health(now)
    assert (health.open, health.given_up) == (0, 1)


def test_after_the_last_attempt_it_is_given_up_with_what_was_wrong(subscribe):
    def fail(message, *, now):
        raise ValueError

    subscribe(fail)
    emit()
    OutboxMessage.objects.update(attempts=rules.MOST_ATTEMPTS - 1)
    services.run_due(now=NOW)
    row = OutboxMessage.objects.get()
    assert row.given_up_at == NOW
    assert row.last_error.startswith("ValueError")
    assert queries.health(NOW).failing == 0


def test_what_was_kept_takes_no_place_of_what_waits(calls):
    emit("old", due_at=NOW - timedelta(hours=1))
    services.run_due(now=NOW)
    emit("new")
    assert services.run_due(now=NOW, limit=1) == 1


def test_a_database_that_is_away_is_no_failure_of_the_promise(subscribe):
    def lose(message, *, now):
        raise OperationalError

    subscribe(lose)
    emit()
    with pytest.raises(OperationalError):
        services.run_due(now=NOW)
    row = OutboxMessage.objects.get()
    assert (row.last_error, row.done_at, row.due_at) == ("", None, NOW + rules.LEASE)


def test_topic_without_handler_fails_visibly():
    emit()
    services.run_due(now=NOW)
    assert OutboxMessage.objects.get().last_error.startswith("NoHandlerError")


@pytest.mark.django_db(transaction=True)
def test_worker_killed_in_a_handler_leaves_the_promise_to_the_next(subscribe):
    deaths = [PowerCutError()]

    def die_once(message, *, now):
        write_a_row()
        if deaths:
            raise deaths.pop()

    subscribe(die_once)
    emit()
    with pytest.raises(PowerCutError):
        services.run_due(now=NOW)
    assert services.run_due(now=NOW) == 0  # its claim still stands
    assert services.run_due(now=NOW + rules.LEASE) == 1
    assert TickRow.objects.filter(name="effect").count() == 1


@pytest.mark.django_db(transaction=True)
def test_message_that_always_kills_its_worker_is_given_up(subscribe):
    def die(message, *, now):
        raise PowerCutError

    subscribe(die)
    emit()
    now = NOW
    for _ in range(rules.MOST_ATTEMPTS):
        with pytest.raises(PowerCutError):
            services.run_due(now=now)
        now += rules.LEASE
    assert services.run_due(now=now) == 0
    row = OutboxMessage.objects.get()
    assert (row.given_up_at, row.last_error) == (now, "worker died")


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_keep_each_promise_once(calls):
    for number in range(20):
        emit(f"k{number}")
    kept = []

    def work():
        kept.append(services.run_due(now=NOW))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(kept) == 20
    assert sorted(message.key for message in calls) == sorted(f"k{n}" for n in range(20))


def test_worker_told_to_stop_leaves_the_rest(calls):
    emit()
    assert services.run_due(now=NOW, must_stop=lambda: True) == 0
    assert calls == []


def test_old_kept_promises_are_deleted_and_given_up_ones_stay(calls):
    emit("done")
    services.run_due(now=NOW)
    emit("open")
    assert services.prune(now=NOW + timedelta(days=31)) == 1
    assert OutboxMessage.objects.get().key == "open"


def test_health_says_how_long_the_oldest_waits(django_assert_num_queries):
    emit()
    with django_assert_num_queries(2):
        health = queries.health(NOW + timedelta(seconds=90))
    assert (health.open, health.lag_seconds, health.given_up) == (1, 90.0, 0)


def test_pauses_double_up_to_six_hours():
    assert [rules.pause_after(n).total_seconds() for n in (1, 2, 3)] == [10, 20, 40]
    assert rules.pause_after(99) == rules.LONGEST_PAUSE
