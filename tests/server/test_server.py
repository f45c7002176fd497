"""script/server, started as a newcomer would, and ended."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import psutil
import pytest

from tests.house.house import ROOT

PATIENCE = 90


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(folder, *options):
    """Start the script in a session of its own, with its data in a folder of its own."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("LINLI_")}
    environ.pop("DJANGO_SETTINGS_MODULE", None)
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [ROOT / "script" / "server", *options],
            env=environ | {"LINLI_VAR": str(folder)},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_for(condition, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def ends(processes):
    _gone, alive = psutil.wait_procs(processes, timeout=20)
    return alive == []


@pytest.fixture
def served(tmp_path):
    port = free_port()
    server = start(tmp_path, "--port", str(port), "--empty")
    log = tmp_path / "log"
    wait_for(lambda: server.poll() is not None or "Ctrl-C ends it." in log.read_text())
    assert "Ctrl-C ends it." in log.read_text(), log.read_text()[-3000:]
    family = psutil.Process(server.pid).children(recursive=True)
    yield server, port, log, family
    for process in [psutil.Process(server.pid)] if server.poll() is None else []:
        process.kill()
    for process in family:
        if process.is_running():
            process.kill()
    server.wait()


@pytest.mark.plan("E1")
def test_serves_and_ends_with_every_child(served):
    server, port, log, family = served
    with urllib.request.urlopen(f"http://localhost:{port}/readyz") as answer:
        assert json.load(answer)["status"] == "ready"
    assert f"http://localhost:{port}/" in log.read_text()
    assert len(family) >= 3  # the web server, a process of its own, the jobs
    server.send_signal(signal.SIGINT)
    assert server.wait(20) == 0
    assert ends(family)
    assert "Traceback" not in log.read_text()


def test_killed_server_leaves_no_child(served):
    server, _port, _log, family = served
    server.kill()
    assert ends(family)


def test_taken_port_is_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = start(tmp_path, "--port", str(taken.getsockname()[1]))
        assert server.wait(20) == 1
    said = (tmp_path / "log").read_text()
    assert re.fullmatch(r"Port \d+ cannot be used \(.*\): give another, .*\.\n", said)


def test_unreachable_database_is_one_sentence(tmp_path):
    port = free_port()
    url = f"postgres://nobody@127.0.0.1:{free_port()}/none"
    server = start(tmp_path, "--port", str(port), "--database-url", url)
    assert server.wait(PATIENCE) == 1
    said = (tmp_path / "log").read_text()
    assert "The database does not answer" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("3.9", "Linli needs Python 3.11, 3.12, 3.13 or 3.14 and found only 3.9"),
        ("3.11", "Python 3.11 is here without its venv module: run 'sudo apt-get install"),
        ("", "Linli needs Python 3.11 or newer"),
    ],
)
def test_lack_of_python_is_one_sentence(tmp_path, version, says):
    for name in ("bash", "dirname", "env"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    if version:
        fake = tmp_path / "python3"
        fake.write_text(f'#!/usr/bin/bash\n[[ "$2" == *version* ]] && echo {version} || exit 1\n')
        fake.chmod(0o755)
    done = subprocess.run(
        [ROOT / "script" / "server"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(says)
    assert done.stderr.count("\n") == 1
