"""Waits for the write lock of SQLite in short spells, so that nobody falls behind by waiting.

SQLite's own busy handler asks for the lock again after 1, 2, 5 … 100 ms: the longer somebody has
waited, the seldomer they ask, so newcomers pass them and the lock lies idle in between. Here its
patience ends after a spell and begins anew, up to the `timeout` of the settings: all who wait ask
equally often. No lock of ours beside SQLite's own, so nothing to give back when a process dies.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from django.db.backends.sqlite3 import base

SPELL_MS = 10  # SQLite asks after 1, 2, 5 and 2 ms, then a spell is over
DEFAULT_PATIENCE = 5.0  # seconds, as Python's module has it


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with a cursor that asks again."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open with the whole patience, as another process may be mending the log just then."""
        connection = super().get_new_connection(conn_params)
        connection.execute(f"PRAGMA busy_timeout = {SPELL_MS}")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 - for other databases
        """Return a cursor that waits as long as the settings say."""
        cursor = self.connection.cursor(factory=PatientCursor)
        cursor.patience = self.settings_dict["OPTIONS"].get("timeout", DEFAULT_PATIENCE)
        return cursor


class PatientCursor(base.SQLiteCursorWrapper):
    """Begins a spell of waiting anew until patience ends; then it raises what SQLite says."""

    patience = DEFAULT_PATIENCE

    def execute(self, query: str, params: Any = None) -> Any:
        """Execute; a whole statement that met a lock did nothing and may be asked again."""
        if self.connection.in_transaction:  # it has the lock: transactions begin IMMEDIATE
            return super().execute(query, params)
        deadline = time.monotonic() + self.patience
        while True:
            try:
                return super().execute(query, params)
            except sqlite3.OperationalError as error:
                # Of the code the last byte: a log being mended, a snapshot just outdated are waits.
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() > deadline:
                    raise
