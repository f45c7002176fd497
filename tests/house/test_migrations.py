"""Migrations can be undone, stand in one line, and know nothing of today's code."""

import ast

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house.house import parsed, rooms

LOADER = MigrationLoader(None)
OURS = {
    key: migration
    for key, migration in LOADER.disk_migrations.items()
    if type(migration).__module__.startswith("linli.")
}
FILES = [path for room in rooms() for path in sorted((room.path / "migrations").glob("0*.py"))]


@pytest.mark.parametrize("key", sorted(OURS), ids=".".join)
def test_can_be_undone(key):
    assert [str(one) for one in OURS[key].operations if not one.reversible] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}.{path.stem}")
def test_knows_nothing_of_todays_code(path):
    today = {"models", "services", "queries", "rules"}
    imported = {
        node.module or ""
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("linli.")
    }
    assert [name for name in sorted(imported) if today & set(name.split("."))] == []


def test_stand_in_one_line():
    leaves = [key for key in LOADER.graph.leaf_nodes() if key in OURS]
    rooms_with_leaves = [app for app, _name in leaves]
    assert sorted(rooms_with_leaves) == sorted(set(rooms_with_leaves))


@pytest.mark.django_db
def test_every_table_was_made():
    made = set(connection.introspection.table_names())
    wanted = set(connection.introspection.django_table_names(only_existing=False))
    assert wanted - made == set()
