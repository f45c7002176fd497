"""The database itself refuses to change what a version says; rows may be added, and removed while nothing refers to them."""

from django.db import migrations

TABLE, NAME = "catalogue_itemversion", "catalogue_version_immutable"


def forwards(_apps, editor):
    """Put up the guard."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'item versions are immutable' USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()"
        )
    else:
        editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} "
            "BEGIN SELECT RAISE(ABORT, 'item versions are immutable'); END"
        )


def backwards(_apps, editor):
    """Take it down."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}")
        editor.execute(f"DROP FUNCTION IF EXISTS {NAME}()")
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS {NAME}")


class Migration(migrations.Migration):
    """Versions are immutable."""

    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
