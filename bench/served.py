"""Serves a site as script/server does, and reads from /proc what its processes used."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import environment
import start

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
PATIENCE = 60  # seconds for starting
ENDING = 10  # seconds for ending


@contextmanager
def served(environ: Mapping[str, str], log: Path) -> Iterator[tuple[int, int]]:
    """Serve and give (port, process id); what the site logs goes to a file, as it would there."""
    port = _free_port()
    with log.open("wb") as said:
        web = subprocess.Popen(
            [environment.PYTHON, *start.web(environ, port)],
            env=environ,
            cwd=environment.ROOT,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        _await(web, port, log)
        yield port, web.pid
    finally:
        _end(web)


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    parents = {}
    for path in PROC.iterdir():
        if path.name.isdecimal() and (fields := _stat(int(path.name))):
            parents[int(path.name)] = int(fields[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def cpu_seconds(pid: int) -> float:
    """Return what a family has used so far, user and system, with children that have ended."""
    ticks = 0
    for one in family(pid):
        if fields := _stat(one):
            ticks += sum(int(field) for field in fields[11:15])
    return ticks / TICK


def peaks_mb(pid: int) -> list[float]:
    """Return the peak resident memory of each process of a family, the largest first."""
    found = []
    for one in family(pid):
        with contextlib.suppress(OSError):
            said = PEAK.search((PROC / str(one) / "status").read_text())
            found.append(int(said[1]) / 1024 if said else 0.0)
    return sorted(found, reverse=True)


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat behind the name: state, parent …; none if it is gone."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(web: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and web.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            return
        time.sleep(0.2)
    sys.exit(f"{log.read_text('utf-8', 'replace')[-3000:]}\nThe site did not start.")


def _end(web: subprocess.Popen[bytes]) -> None:
    for number, patience in ((signal.SIGTERM, ENDING), (signal.SIGKILL, 2)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(web.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            web.wait(patience)
            return
