import contextlib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.calls import rules, services
from linli.foundation.calls.models import CallCount
from linli.foundation.calls.tests.texts import any_text
from linli.foundation.calls.values import LimitError
from linli.foundation.errors.values import InvalidError

NOW = datetime(2026, 11, 23, 4, 0, 20, tzinfo=UTC)
IS_POSTGRES = connection.vendor == "postgresql"


@given(st.integers(1, rules.LARGEST))
def test_cursor_leads_back(number):
    assert rules.number(rules.cursor(number)) == number


@given(st.text())
def test_any_cursor_is_read_or_refused(text):
    with contextlib.suppress(InvalidError):
        assert (rules.number(text) or 1) > 0


@given(any_text())
def test_what_is_writable_can_be_kept(text):
    if not list(rules.unwritable({"a": [text]})):
        assert text == text.encode().decode()
        assert "\0" not in text


def test_half_character_is_named_by_its_path():
    found = list(rules.unwritable({"a": [{"b": "\ud800"}]}))
    assert [(one.path, one.code) for one in found] == [("a.0.b", "surrogate")]


def test_lines_and_emoji_are_fine():
    assert not list(rules.unwritable({"a": "一\n二\t👩‍👩‍👧 \u200b"}))


@pytest.mark.parametrize(
    ("header", "tag", "known"),
    [
        ('W/"a"', 'W/"a"', True),
        ('"a"', 'W/"a"', True),
        ('"b", "a"', '"a"', True),
        ("*", '"a"', True),
        ("", '"a"', False),
        ('"b"', '"a"', False),
    ],
)
def test_weak_comparison(header, tag, known):
    assert rules.is_known(header, tag) is known


@pytest.mark.parametrize(
    ("header", "may"), [("", True), ('"1"', True), ("*", True), ('W/"1"', False), ('"2"', False)]
)
def test_strong_comparison(header, may):
    assert rules.may_write(header, '"1"') is may


def test_count_goes_down_and_ends(db):
    assert [services.count("a", most=2, now=NOW) for _ in range(2)] == [1, 0]
    with pytest.raises(LimitError) as refused:
        services.count("a", most=2, now=NOW)
    assert refused.value.retry_after == 40


def test_count_is_one_statement(django_assert_num_queries, db):
    with django_assert_num_queries(1):
        services.count("a", most=2, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_count_as_two():
    def call() -> None:
        services.count("a", most=100, now=NOW)
        connection.close()

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert CallCount.objects.get().calls == 8


def care() -> object:
    """Return how carefully this connection commits."""
    asking = "SHOW synchronous_commit" if IS_POSTGRES else "PRAGMA synchronous"
    with connection.cursor() as cursor:
        cursor.execute(asking)
        return cursor.fetchone()[0]


@pytest.mark.skipif(IS_POSTGRES, reason="PRAGMA is SQLite's; the next test is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_sqlite_syncs_no_count_and_whatever_follows():
    before = care()
    with CaptureQueriesContext(connection) as asked:
        services.count("a", most=9, now=NOW)
    told = [one["sql"] for one in asked]
    assert told[0::2] == ["PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL"]
    assert told[1].startswith("INSERT INTO calls_callcount")
    assert care() == before


@pytest.mark.skipif(
    not IS_POSTGRES, reason="synchronous_commit is PostgreSQL's; the test before is SQLite's"
)
@pytest.mark.django_db(transaction=True)
def test_postgres_awaits_no_disk_for_a_count_and_does_for_whatever_follows():
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = 'on'")  # the cluster of the tests is careless
        with CaptureQueriesContext(connection) as asked:
            services.count("a", most=9, now=NOW)
        assert [one["sql"].count("'synchronous_commit', 'off', true") for one in asked] == [1]
        assert care() == "on"
        with transaction.atomic():
            cursor.execute(services.ADD_ONE_SOON, ["a", 1])
            assert care() == "off"
        cursor.execute("RESET synchronous_commit")


@pytest.mark.django_db(transaction=True)
def test_a_count_that_fails_leaves_the_care_as_it_was(monkeypatch):
    before = care()
    monkeypatch.setattr(services, "ADD_ONE", "nonsense")
    monkeypatch.setattr(services, "ADD_ONE_SOON", "nonsense")
    with pytest.raises(DatabaseError):
        services.count("a", most=9, now=NOW)
    assert care() == before


@pytest.mark.django_db(transaction=True)
def test_a_count_within_a_transaction_takes_no_care_from_it():
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        services.count("a", most=9, now=NOW)
    assert [one["sql"].count("synchronous") for one in asked] == [0]


def test_old_counts_are_forgotten(db):
    services.count("a", most=9, now=NOW)
    services.sweep(now=NOW)
    assert CallCount.objects.count() == 1
    services.sweep(now=NOW + timedelta(hours=2))
    assert CallCount.objects.count() == 0
