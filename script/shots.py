"""script/shots DIR: serves a fresh demonstration and takes pictures of every page."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import IO

import browser
import environment

PATIENCE = 60  # seconds that the server has for starting


def main() -> int:
    """Prepare a throw-away site, serve it, take the pictures, end it."""
    arguments = _arguments()
    environment.ensure("test")
    browser.ensure()
    folder = arguments.folder.resolve()
    with tempfile.TemporaryDirectory(prefix="linli-shots-") as var:
        port = _free_port()
        environ = _environ(var, port)
        subprocess.run(
            [environment.PYTHON, "-m", "linli", "setup", "--demo"], env=environ, check=True
        )
        log = Path(var, "server.log")
        server = _serve(environ, port, log.open("wb"))
        try:
            _await(port, server, log)
            command = [environment.PYTHON, "-m", "tests.pictures", folder, *arguments.only]
            return subprocess.run(
                command, env=environ, cwd=environment.ROOT, check=False
            ).returncode
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=10)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/shots", description=__doc__)
    parser.add_argument(
        "folder", type=Path, help="where the pictures go; index.html shows them all"
    )
    parser.add_argument("only", nargs="*", help="only pages whose name contains one of these")
    return parser.parse_args()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _environ(var: str, port: int) -> dict[str, str]:
    environ = environment.environ(
        LINLI_VAR=var,
        LINLI_DEMO="1",
        LINLI_STYLEGUIDE="1",
        LINLI_BASE_URL=f"http://127.0.0.1:{port}",
        DJANGO_SETTINGS_MODULE="linli.config.settings",
    )
    environ.pop("LINLI_DATABASE_URL", None)
    return environ


def _serve(environ: dict[str, str], port: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    options += ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    return subprocess.Popen(
        [environment.PYTHON, "-m", "granian", *options, "linli.config.wsgi:application"],
        env=environ,
        cwd=environment.ROOT,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def _await(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            return
        time.sleep(0.25)
    sys.exit(f"{log.read_text()[-3000:]}\nThe server for the pictures did not start.")


if __name__ == "__main__":
    sys.exit(main())
