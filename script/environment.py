"""The virtual environment, kept equal to its lock.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"linli": ("linli",), "test": ("test", "linli")}  # the test lock holds the other's pins


def ensure(lock: str) -> None:
    """Make `.venv` and install a lock into it, unless that is done already."""
    if not _works():
        _make()
    if all(_stamp(name).exists() for name in LOCKS[lock]):
        return
    _install(lock)
    for name in LOCKS[lock]:
        _stamp(name).parent.mkdir(exist_ok=True)
        _stamp(name).touch()


def environ(**more: str) -> dict[str, str]:
    """Return the environment in which our code runs."""
    return os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"} | more


def _stamp(lock: str) -> Path:
    text = (ROOT / "requirements" / f"{lock}.txt").read_bytes()
    return VENV / "linli-locks" / f"{lock}-{hashlib.sha256(text).hexdigest()[:24]}"


def _works() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0


def _make() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:]
        sys.exit(f"The virtual environment could not be made in {VENV}: {' '.join(last)}")


def _install(lock: str) -> None:
    path = ROOT / "requirements" / f"{lock}.txt"
    count = path.read_text().count("==")
    print(f"Installing {count} packages into .venv, a minute or two …", flush=True)
    started = time.monotonic()
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "-qq",
        "--require-hashes",
        "--only-binary=:all:",
    ]
    done = subprocess.run(
        [*command, "--disable-pip-version-check", "--no-input", "-r", path],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()[-5:]
        sys.exit("\n".join([*said, "The packages could not be installed; is the network there?"]))
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


if __name__ == "__main__":
    ensure("test")
    print(f"Ready: {VENV}")
