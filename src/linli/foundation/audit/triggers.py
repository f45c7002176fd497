"""Append-only tables, kept so by the database: a trigger refuses UPDATE and DELETE on both vendors.

In a migration, as the last operation (or of a later migration):

    from linli.foundation.audit.triggers import append_only
    operations = [..., append_only("cases_event")]

`fill_once` names columns that may be set once, from NULL. On PostgreSQL TRUNCATE is refused by
nothing (it needs the owner's right); the hash chain finds it. SQLite drops triggers when Django
rebuilds a table: a migration that alters a guarded table adds the operation again, and `linli
audit verify` says if it forgot.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAME = "append_only_"


def append_only(table: str, *, fill_once: Sequence[str] = ()) -> migrations.RunPython:
    """Return the operation that makes a table append-only; it is reversible."""

    def forwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        install(editor.connection, table, fill_once=fill_once)

    def backwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        remove(editor.connection, table)

    return migrations.RunPython(forwards, backwards)


def install(connection: BaseDatabaseWrapper, table: str, *, fill_once: Sequence[str] = ()) -> None:
    """Put up the guard of a table."""
    remove(connection, table)
    with connection.cursor() as cursor:
        for statement in _statements(connection, table, fill_once):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take down the guard of a table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'DROP TRIGGER IF EXISTS "{NAME}{table}" ON "{table}"')
            cursor.execute(f'DROP FUNCTION IF EXISTS "{NAME}{table}"()')
        else:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{NAME}{table}"')
            cursor.execute(f'DROP TRIGGER IF EXISTS "{NAME}{table}_delete"')


def standing(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """Return the tables whose guard stands."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgname LIKE %s AND tgenabled <> 'D'",
                [NAME + "%"],
            )
            return frozenset(name.removeprefix(NAME) for (name,) in cursor.fetchall())
        names = {name.removeprefix(NAME) for name, _sql in _sqlite_triggers(cursor)}
        return frozenset(name for name in names if f"{name}_delete" in names)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the guards down for a while: only for tests, which flush tables and play the forger."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = origin")
        return
    with connection.cursor() as cursor:
        triggers = _sqlite_triggers(cursor)
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _name, sql in triggers:
                cursor.execute(sql)


def _sqlite_triggers(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [NAME + "%"]
    )
    return list(cursor.fetchall())


def _statements(connection: BaseDatabaseWrapper, table: str, fill_once: Sequence[str]) -> list[str]:
    if connection.vendor == "postgresql":
        return _postgresql(table, fill_once)
    with connection.cursor() as cursor:
        columns = [
            column.name for column in connection.introspection.get_table_description(cursor, table)
        ]
    return _sqlite(table, columns, fill_once)


def _postgresql(table: str, fill_once: Sequence[str]) -> list[str]:
    refilled = "".join(
        f' OR (OLD."{column}" IS NOT NULL AND NEW."{column}" IS DISTINCT FROM OLD."{column}")'
        for column in fill_once
    )
    free = "ARRAY[" + ", ".join(f"'{column}'" for column in fill_once) + "]::text[]"
    return [
        f"""CREATE FUNCTION "{NAME}{table}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (to_jsonb(NEW) - {free}) IS DISTINCT FROM (to_jsonb(OLD) - {free}){refilled} THEN
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$""",
        (
            f'CREATE TRIGGER "{NAME}{table}" BEFORE UPDATE OR DELETE ON "{table}"'
            f' FOR EACH ROW EXECUTE FUNCTION "{NAME}{table}"()'
        ),
    ]


def _sqlite(table: str, columns: Sequence[str], fill_once: Sequence[str]) -> list[str]:
    changed = [
        f'NEW."{column}" IS NOT OLD."{column}"'
        + (f' AND OLD."{column}" IS NOT NULL' if column in fill_once else "")
        for column in columns
    ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return [
        (
            f'CREATE TRIGGER "{NAME}{table}" BEFORE UPDATE ON "{table}" FOR EACH ROW'
            f" WHEN {' OR '.join(f'({condition})' for condition in changed)} {refuse}"
        ),
        f'CREATE TRIGGER "{NAME}{table}_delete" BEFORE DELETE ON "{table}" FOR EACH ROW {refuse}',
    ]
