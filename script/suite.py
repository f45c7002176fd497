"""script/test: every gate and every test, on both databases; prints the total as its last line."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import browser
import environment
import gates
import postgres

TOTALS = ("tests", "failures", "errors", "skipped")


def main() -> int:
    """Install what is needed, run, add up."""
    arguments = _arguments()
    os.chdir(environment.ROOT)
    environment.ensure("test")
    marks = _marks(arguments)
    if "not browser" not in marks and arguments.database != "postgres":
        browser.ensure()
    totals: Counter[str] = Counter()
    refused = [] if arguments.quick or arguments.long or arguments.paths else _lint()
    for database in ("sqlite", "postgres"):
        if arguments.database in {database, None}:
            refused += _tests(database, marks, arguments.paths, totals)
    failed = totals["failures"] + totals["errors"]
    passed = totals["tests"] - failed - totals["skipped"]
    if refused:
        print(f"Refused: {', '.join(refused)}")
    skipped = f", {totals['skipped']} skipped" if totals["skipped"] else ""
    print(f"{passed} passed, {failed} failed{skipped}")
    return 1 if refused or failed or not (passed or arguments.long) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/test", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="no gates, no browser, SQLite only")
    parser.add_argument("--long", action="store_true", help="only what takes long (script/long)")
    parser.add_argument("--database", choices=["sqlite", "postgres"], help="only on this one")
    parser.add_argument("paths", nargs="*", help="only the tests below these paths, without gates")
    arguments = parser.parse_args()
    if arguments.quick and not arguments.database:
        arguments.database = "sqlite"
    return arguments


def _marks(arguments: argparse.Namespace) -> str:
    marks = "long" if arguments.long else "not long"
    return f"{marks} and not browser" if arguments.quick else marks


def _lint() -> list[str]:
    command = [sys.executable, gates.__file__, "--no-tests"]
    return ["lint"] if subprocess.run(command, check=False).returncode else []


def _tests(database: str, marks: str, paths: list[str], totals: Counter[str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command: list[str | Path] = [
            environment.VENV / "bin" / "pytest",
            "-q",
            "-n",
            "2",
            "--dist",
            "worksteal",
        ]
        command += [f"--junitxml={report}", "-o", "junit_family=xunit2"]
        started = time.monotonic()
        with postgres.cluster() if database == "postgres" else nullcontext("") as url:
            environ = _environ(url)
            if url:  # what asks no database, and the browser, ran on SQLite already
                command, marks = [*command, "--only-database"], f"{marks} and not browser"
            done = subprocess.run([*command, "-m", marks, *paths], env=environ, check=False)
        if report.exists():
            for suite in ET.parse(report).getroot().iter("testsuite"):
                totals.update({key: int(suite.get(key, 0)) for key in TOTALS})
    print(f"{database}: {time.monotonic() - started:.0f} s", flush=True)
    # 5 says that no test was chosen, as a path without a database test on PostgreSQL
    return (
        []
        if done.returncode in {0, 1, 5}
        else [f"{database} (pytest ended with {done.returncode})"]
    )


def _environ(url: str) -> dict[str, str]:
    environ = environment.environ()
    for name in ("LINLI_DATABASE_URL", "LINLI_TEST_DB"):
        environ.pop(name, None)
    return environ | ({"LINLI_DATABASE_URL": url} if url else {})


if __name__ == "__main__":
    sys.exit(main())
