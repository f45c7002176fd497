import errno
import sqlite3

import psycopg
import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, ProgrammingError

from linli.foundation.errors.outages import is_outage


def by_sqlite(code):
    cause = sqlite3.OperationalError()
    cause.sqlite_errorcode = code
    return caused_by(cause)


def caused_by(cause):
    error = OperationalError()
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        by_sqlite(sqlite3.SQLITE_BUSY),
        by_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
        by_sqlite(sqlite3.SQLITE_FULL),
        by_sqlite(sqlite3.SQLITE_CANTOPEN),
        caused_by(psycopg.errors.LockNotAvailable()),
        caused_by(psycopg.errors.TooManyConnections()),
        caused_by(psycopg.errors.DiskFull()),
        caused_by(psycopg.errors.CannotConnectNow()),
        OperationalError(),
        InterfaceError(),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
def test_busy_full_or_away_is_an_outage(error):
    assert is_outage(error)


@pytest.mark.parametrize(
    "error",
    [
        by_sqlite(sqlite3.SQLITE_ERROR),
        ProgrammingError(),
        IntegrityError(),
        DataError(),
        FileNotFoundError(errno.ENOENT, "No such file"),
        ZeroDivisionError(),
        None,
    ],
)
def test_fault_of_ours_is_none(error):
    assert not is_outage(error)
