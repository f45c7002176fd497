import json
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from linli.config import health
from linli.foundation.calendar import clock
from linli.foundation.jobs import services as jobs


def test_healthz_asks_no_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "faults": {}})


@pytest.mark.django_db
def test_readyz_names_a_missing_migration(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert list(answer.json()["faults"]) == ["migrations"]


@pytest.mark.django_db
def test_readyz_names_a_worker_that_lags(client):
    long_ago = clock.now() - timedelta(seconds=health.LAG_SECONDS + 5)
    jobs.emit("nobody.listens", key="one", payload={}, now=long_ago)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert list(answer.json()["faults"]) == ["jobs"]


def test_readyz_says_that_the_database_is_away(client, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(health, "CHECKS", {"database": away})
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["faults"] == {"database": "the database does not answer as it should"}
