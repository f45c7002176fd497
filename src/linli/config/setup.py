"""Makes a site ready to serve: messages, static files, tables, city pack, perhaps a demonstration.

Each step is skipped when what it reads has not changed since. The stamps lie in VAR/setup.json,
one entry a database; a database without any migration is new, whatever its stamps say.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from linli.config import messages

Say = Callable[[str], object]
CITY = "demo"  # the command that builds the demonstration city and prints its sign-ins


def prepare(*, say: Say, wants_demo: bool, wants_empty: bool) -> None:
    """Do what is still to be done; CommandError says in one sentence what is in the way."""
    state = _State(settings.VAR / "setup.json", settings.DATABASE_URL)
    if count := messages.compile_all():
        say(f"Compiled {count} catalogues of messages.")
    _static(state, say)
    if _migrate(say):
        state.forget_database()
    has_demo = _is_demo(state, wants_demo=wants_demo, wants_empty=wants_empty)
    _pack(state, say)
    if has_demo:
        _demonstration(state, say)
    state.database["demo"] = state.all["is_demo"] = has_demo  # the second for script/server
    state.save()


def digest(paths: Iterable[Path]) -> str:
    """Return one digest of the names and bytes of all files under some folders."""
    total = hashlib.sha256()
    for root in paths:
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                total.update(path.relative_to(root).as_posix().encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


class _State:
    """What was done here before."""

    def __init__(self, path: Path, database_url: str) -> None:
        self.path = path
        self.all: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        self.name = hashlib.sha256(database_url.encode()).hexdigest()[:16]

    @property
    def database(self) -> dict[str, Any]:
        """Return the stamps of the database in use."""
        entry: dict[str, Any] = self.all.setdefault(self.name, {})
        return entry

    def forget_database(self) -> None:
        """Drop the stamps of the database in use."""
        self.all[self.name] = {}

    def save(self) -> None:
        """Write the stamps."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.all, ensure_ascii=False, indent=1), "utf-8")


def _static(state: _State, say: Say) -> None:
    now = digest([*sorted(messages.HOUSE.rglob("static")), settings.ROOT / "requirements"])
    if state.all.get("static") != now or not (settings.STATIC_ROOT / "staticfiles.json").exists():
        say("Collecting static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        state.all["static"] = now


def _migrate(say: Say) -> bool:
    """Bring the tables up to date; return whether the database is new."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"Applying {len(waiting)} migrations …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable")
    return not executor.loader.applied_migrations


def _is_demo(state: _State, *, wants_demo: bool, wants_empty: bool) -> bool:
    had: bool | None = state.database.get("demo")
    if had and wants_empty:
        raise CommandError(
            "This database holds the demonstration city already: give another --database-url, or "
            f"move {settings.VAR} away."
        )
    is_default = settings.DATABASE_URL == settings.DEFAULT_DATABASE_URL
    return wants_demo or (had if had is not None else is_default and not wants_empty)


def _pack(state: _State, say: Say) -> None:
    # The code is in the digest, because a newer house may read more from the same pack.
    now = digest([settings.PACK, messages.HOUSE]) if settings.PACK.is_dir() else ""
    if now and state.database.get("pack") != now:
        say(f"Loading the city pack {settings.PACK.name} …")
        _quietly("packs", "load")
        state.database["pack"] = now


def _demonstration(state: _State, say: Say) -> None:
    if CITY not in get_commands():
        return
    if state.database.get("sign_ins") is None:
        say("Building the demonstration city …")
        state.database["sign_ins"] = _quietly(CITY, "--demo").strip()
    say(state.database["sign_ins"])


def _quietly(*command: str) -> str:
    """Run a command and return what it said; where it fails, what it said is the reason."""
    said = io.StringIO()
    try:
        call_command(*command, stdout=said)
    except CommandError as error:
        raise CommandError(f"{said.getvalue()}{error}") from error
    return said.getvalue()
