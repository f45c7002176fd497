"""script/server: prepares this machine and serves until Ctrl-C, which ends every child too."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType

PATIENCE = 10  # seconds that a child has for ending by itself
FACES = (("Residents", "/"), ("Staff", "/desk/"), ("Programs", "/api/v1/docs"))


def main() -> int:
    """Prepare, serve, end cleanly."""
    arguments = _arguments()
    _require_free(arguments.port)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    children: list[subprocess.Popen[bytes]] = []
    try:
        environment.ensure("linli")
        environ = _environ(arguments)
        children.append(_spawn(environ, "-m", "linli", "setup", *_choice(arguments)))
        if status := children[0].wait():
            return status
        environ["LINLI_DEMO"] = _is_demo(environ)
        children[:] = [_spawn(environ, *web(environ, arguments.port)), _jobs(environ)]
        return _serve(children, environ, arguments.port)
    except KeyboardInterrupt:
        return 0
    finally:
        _end(children)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/server",
        description="Start Linli on this machine: http://localhost:8000. Ctrl-C ends it.",
        epilog="Further settings are environment variables: docs/operations.md.",
    )
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
    parser.add_argument(
        "--database-url",
        metavar="URL",
        help="another database than var/linli.sqlite3: postgres://name:password@host/database",
    )
    content = parser.add_mutually_exclusive_group()
    content.add_argument(
        "--demo", action="store_true", help="load the demonstration city into any database"
    )
    content.add_argument(
        "--empty", action="store_true", help="load the city pack only, no demonstration"
    )
    return parser.parse_args()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            sys.exit(
                f"Port {port} cannot be used ({error}): give another, as script/server --port 8001."
            )


def _environ(arguments: argparse.Namespace) -> dict[str, str]:
    environ = environment.environ()
    environ.setdefault("LINLI_BASE_URL", f"http://localhost:{arguments.port}")
    if arguments.database_url:
        environ["LINLI_DATABASE_URL"] = arguments.database_url
    return environ


def _choice(arguments: argparse.Namespace) -> list[str]:
    return ["--demo"] * arguments.demo + ["--empty"] * arguments.empty


def _is_demo(environ: Mapping[str, str]) -> str:
    """Return what `linli setup` chose: every page of a demonstration says that it is one."""
    path = Path(environ.get("LINLI_VAR", environment.ROOT / "var")) / "setup.json"
    return "1" if json.loads(path.read_text("utf-8"))["is_demo"] else "0"


def web(environ: Mapping[str, str], port: int) -> list[str]:
    """Return the arguments of Python that serve the pages; script/bench serves with the same."""
    count = environ.get("LINLI_WEB_PROCESSES", str(min(os.cpu_count() or 1, 4)))
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    options += ["--workers", count, "--blocking-threads", "4", "--workers-kill-timeout", "5"]
    options += ["--respawn-failed-workers", "--log-level", "warning"]
    return ["-m", "granian", *options, "linli.config.wsgi:application"]


def _jobs(environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return _spawn(environ, "-m", "linli", "worker")


def _spawn(environ: Mapping[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C reaches only us, and what a child leaves behind can still be found.
    return subprocess.Popen(
        [environment.PYTHON, *arguments],
        env=environ,
        cwd=environment.ROOT,
        start_new_session=True,
        preexec_fn=_die_with_parent,
    )


def _die_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):  # Linux only: even a killed parent ends them
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _serve(children: list[subprocess.Popen[bytes]], environ: Mapping[str, str], port: int) -> int:
    if not _answers(children, port):
        print("Linli did not start; the lines above say why.", file=sys.stderr)
        return 1
    print(_banner(environ["LINLI_BASE_URL"]), flush=True)
    os.wait()
    print("A process of Linli ended by itself; the lines above say why.", file=sys.stderr)
    return 1


def _answers(children: list[subprocess.Popen[bytes]], port: int) -> bool:
    for _ in range(120):
        if any(child.poll() is not None for child in children):
            return False
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            return True
        time.sleep(0.25)
    return False


def _banner(base: str) -> str:
    lines = [f"  {name:<10} {base}{path}" for name, path in FACES]
    return "\n".join(["", "Linli serves at", *lines, "", "Ctrl-C ends it.", ""])


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while any(_lives(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        _signal(child, signal.SIGKILL)


def _lives(child: subprocess.Popen[bytes]) -> bool:
    child.poll()  # takes a finished child off the table, or its group would seem alive
    return _signal(child, 0)


def _signal(child: subprocess.Popen[bytes], number: int) -> bool:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
