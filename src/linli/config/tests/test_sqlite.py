"""Two processes at one SQLite: equal turns, a patience that ends, nothing left by the dead."""

import sqlite3
import subprocess
import sys
import threading

import pytest
from django.db import OperationalError, connection

from linli.config.sqlite3.base import SPELL_MS, DatabaseWrapper

LONG = 120.0  # seconds: a test that waited as long would be noticed
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
held.execute("INSERT INTO said VALUES ('never committed')")
print("held", flush=True)
sys.stdin.read()
"""
WRITE = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
for n in range(50):
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO said VALUES (?)", [n])
    other.execute("COMMIT")
"""


@pytest.fixture
def path(tmp_path):
    path = str(tmp_path / "site.sqlite3")
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE said (what)")
    made.close()
    return path


@pytest.fixture
def opened(path, django_db_blocker):
    """Return what opens the site's database anew, as a thread does that serves a request."""
    found = []

    def open_with(patience):
        options = {"transaction_mode": "IMMEDIATE", "timeout": patience}
        settings = connection.settings_dict | {"NAME": path, "OPTIONS": options}
        found.append(DatabaseWrapper(settings, alias="opened"))
        found[-1].inc_thread_sharing()
        return found[-1]

    with django_db_blocker.unblock():
        yield open_with
        for one in found:
            one.close()


@pytest.fixture
def holder(path):
    """Another process that has the write lock and keeps it."""
    command = [sys.executable, "-c", HOLD, path]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe) as process:  # noqa: S603
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def say(database, what):
    with database.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES (%s)", [what])


def said(path):
    with sqlite3.connect(path) as reader:
        found = [what for (what,) in reader.execute("SELECT what FROM said ORDER BY rowid")]
    reader.close()
    return found


def begin(database):
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


@pytest.mark.parametrize("act", [begin, lambda database: say(database, "late")])
def test_patience_ends_with_what_sqlite_says(opened, holder, path, act):
    with pytest.raises(OperationalError, match="database is locked"):
        act(opened(0.05))
    assert said(path) == []


def test_whoever_waits_goes_on_when_the_holder_is_killed(opened, holder, path):
    waiting = threading.Thread(target=say, args=[opened(LONG), "after"])
    waiting.start()
    waiting.join(0.1)  # some spells
    assert waiting.is_alive()
    holder.kill()
    waiting.join()
    assert said(path) == ["after"]


def test_two_processes_at_once_lose_nothing(opened, path):
    ours = [opened(LONG), opened(LONG)]
    threads = [
        threading.Thread(target=lambda one=one: [say(one, "ours") for _ in range(50)])
        for one in ours
    ]
    with subprocess.Popen([sys.executable, "-c", WRITE, path]) as other:  # noqa: S603
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert other.returncode == 0
    assert len(said(path)) == 150
    assert said(path).count("ours") == 100


def test_a_transaction_that_did_not_begin_by_writing_waits_one_spell(opened, holder):
    database = opened(LONG)
    with database.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        with pytest.raises(OperationalError, match="database is locked"):
            cursor.execute("INSERT INTO said VALUES ('late')")
        cursor.execute("ROLLBACK")


def test_other_faults_are_said_at_once(opened):
    with pytest.raises(OperationalError, match="no such table"), opened(LONG).cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")


def test_every_connection_asks_equally_often(opened):
    with opened(LONG).cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (SPELL_MS,)


@pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="PostgreSQL waits by itself: our backend is not in use there",
)
def test_the_site_waits_as_long_as_its_settings_say(db):
    with connection.cursor() as cursor:
        assert cursor.cursor.patience == connection.settings_dict["OPTIONS"]["timeout"] == 20
