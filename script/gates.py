"""script/lint: every check that needs no test run, two at a time."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import environment

BIN = environment.VENV / "bin"
OURS = ["src", "tests", "script", "bench", "conftest.py"]
TEST = {"DJANGO_SETTINGS_MODULE": "linli.config.test_settings"}


@dataclass(frozen=True)
class Gate:
    """One tool that says yes or no."""

    name: str
    command: list[str | Path]
    fix: list[str | Path] | None = None


def gates() -> list[Gate]:
    """Return every gate, the slowest first."""
    linli: list[str | Path] = [environment.PYTHON, "-m", "linli"]
    templates = sorted(str(path) for path in Path("src").rglob("templates/**/*.html"))
    djade: list[str | Path] = [BIN / "djade", "--target-version", "5.2"]
    return [
        Gate("types", [BIN / "mypy", *OURS]),
        Gate("house", [BIN / "pytest", "-q", "tests/house", "tests/contracts"]),
        Gate(
            "format",
            [BIN / "ruff", "format", "--check", "--quiet", *OURS],
            [BIN / "ruff", "format", "--quiet", *OURS],
        ),
        Gate(
            "code",
            [BIN / "ruff", "check", "--quiet", *OURS],
            [BIN / "ruff", "check", "--quiet", "--fix", *OURS],
        ),
        Gate("imports", [BIN / "lint-imports", "--no-cache"]),
        Gate("templates: form", [*djade, "--check", *templates], [*djade, *templates]),
        Gate(
            "templates: content",
            [BIN / "djlint", "--lint", "--quiet", "--allow-empty-input", "src"],
        ),
        Gate("spelling", [BIN / "typos", "--format", "brief"]),
        Gate("migrations", [*linli, "makemigrations", "--check", "--dry-run"]),
        Gate(
            "system",
            [*linli, "check", "--fail-level", "WARNING"],
            [*linli, "create_max_migration_files", "--recreate"],
        ),
    ]


def main() -> int:
    """Run them all and say at the end which refused."""
    parser = argparse.ArgumentParser(prog="script/lint", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="mend what a tool can mend, then check")
    parser.add_argument("--no-tests", action="store_true", help="without what script/test runs too")
    parser.add_argument("names", nargs="*", help="only these: types format code imports spelling …")
    arguments = parser.parse_args()
    os.chdir(environment.ROOT)
    environment.ensure("test")
    chosen = [gate for gate in gates() if _is_chosen(gate, arguments)]
    if arguments.fix:
        for gate in chosen:
            _run(gate.fix) if gate.fix else None
    with ThreadPoolExecutor(2) as pool:
        refused = [
            gate.name
            for gate, passed in zip(chosen, pool.map(_pass, chosen), strict=True)
            if not passed
        ]
    print(f"lint: {', '.join(refused)} refused" if refused else "lint: all passed")
    return 1 if refused else 0


def _is_chosen(gate: Gate, arguments: argparse.Namespace) -> bool:
    if gate.name == "house" and arguments.no_tests:
        return False
    return not arguments.names or gate.name.split(":")[0] in arguments.names


def _pass(gate: Gate) -> bool:
    started = time.monotonic()
    done = _run(gate.command)
    passed = done.returncode == 0
    print(f"{'  ok  ' if passed else 'REFUSED'} {gate.name} ({time.monotonic() - started:.0f} s)")
    if not passed:
        print(done.stdout.strip()[-12_000:], flush=True)
    return passed


def _run(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=environment.environ(**TEST),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
