"""Sends the requests of a plan: `python -m bench.load PLAN PORT WORKERS`, one command a line.

A process of its own with one thread and one open connection a caller; standard library only. Plain
sockets, not http.client: that one spends as long on a small answer as the server does, on the same
two cores. A command is JSON: {"subject", "seconds"} sends as fast as answers come, {"subject",
"seconds": 0} sends one request a caller and asks for its statements. Loopback only.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

ASK = "X-Bench-Count"  # a header: answer with the number of statements and the process
FRESH = "{fresh}"  # in path, header or body: the next value that no request has used
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PATIENCE = 30  # seconds for one answer
LONGEST = 120  # seconds for one command, whatever it says
TRIES = 400


class FaultError(Exception):
    """An answer that is not a success: nothing that follows would mean anything."""


class Caller:
    """One connection that stays open, and what it sends for each subject."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.latencies_ms: list[float] = []
        self.subjects: dict[str, Requests] = {}

    def ask(self, request: bytes) -> bytes:
        """Send a request and return the head of its answer; raises `FaultError`."""
        self.socket.sendall(request)
        data: bytes = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        length = LENGTH.search(data[: end + 2])
        if length is None:
            raise FaultError(f"an answer without Content-Length: {data[:300]!r}")
        missing = end + 4 + int(length[1]) - len(data)
        while missing > 0:
            more = self._more()
            data += more
            missing -= len(more)
        if data[9:10] != b"2":
            raise FaultError(data[:400].decode("utf-8", "replace"))
        return data[:end]

    def send(self, subject: str, until: float, stop: threading.Event) -> None:
        """Send one request after the other until the time is over or a caller has no more."""
        requests = self.subjects[subject]
        while not stop.is_set() and (request := requests.next()):
            started = time.perf_counter()
            if started >= until:
                requests.put_back()
                return
            self.ask(request)
            self.latencies_ms.append((time.perf_counter() - started) * 1000)
        stop.set()

    def _more(self) -> bytes:
        more = self.socket.recv(262_144)
        if not more:
            raise FaultError("the server closed a connection")
        return more


class Requests:
    """The requests of one caller for one subject."""

    def __init__(self, method: str, path: str, caller: dict[str, Any]) -> None:
        self.body: str = caller.get("body", "")
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
        self.head = "\r\n".join(
            [*lines, *(f"{name}: {value}" for name, value in caller["headers"].items())]
        )
        self.fresh: list[str] | None = caller.get("fresh")
        self.used = 0

    def next(self, *more: str) -> bytes:
        """Return the next request, empty if there is none; `more` are header lines."""
        value = ""
        if self.fresh is not None:
            if self.used >= len(self.fresh):
                return b""
            value = self.fresh[self.used]
        self.used += 1
        body = self.body.replace(FRESH, value).encode()
        lines = [self.head.replace(FRESH, value), *more]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body

    def put_back(self) -> None:
        """Take back the last one, which was not sent."""
        self.used -= 1


def run(callers: list[Caller], subject: str, seconds: float) -> dict[str, Any]:
    """Send for some seconds with all callers at once and return what was measured."""
    stop = threading.Event()
    faults: list[str] = []
    started, cpu = time.perf_counter(), time.process_time()
    until = started + min(seconds, LONGEST)

    def work(caller: Caller) -> None:
        try:
            caller.send(subject, until, stop)
        except (FaultError, OSError) as error:
            faults.append(f"{subject}: {error or type(error).__name__}")
            stop.set()

    threads = [threading.Thread(target=work, args=(caller,)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [value for caller in callers for value in caller.latencies_ms]
    for caller in callers:
        caller.latencies_ms.clear()
    return {
        "fault": faults[0] if faults else "",
        "seconds": time.perf_counter() - started,
        "latencies_ms": [round(value, 3) for value in found],
        "cpu_seconds": time.process_time() - cpu,
    }


def counted(callers: list[Caller], subject: str) -> dict[str, Any]:
    """Return how many statements the request of each caller took."""
    found = []
    for caller in callers:
        head = caller.ask(caller.subjects[subject].next(f"{ASK}: 1"))
        found.append(int(_header(head, "X-Bench-Statements")))
    return {"fault": "", "statements": found}


def connected(port: int, connections: int, workers: int) -> list[Caller]:
    """Return callers spread evenly over the worker processes; the kernel alone does not."""
    most, at = -(-connections // workers), Counter[str]()
    callers: list[Caller] = []
    for _ in range(TRIES):
        caller = Caller(port)
        head = caller.ask(f"GET /healthz HTTP/1.1\r\nHost: localhost\r\n{ASK}: 1\r\n\r\n".encode())
        process = _header(head, "X-Bench-Process")
        if at[process] < most:
            at[process] += 1
            callers.append(caller)
        else:
            caller.socket.close()
        if len(callers) == connections:
            return callers
    raise FaultError(f"connections reach some worker processes only: {dict(at)}")


def _header(head: bytes, name: str) -> str:
    found = re.search(rf"\r\n{name}: *(\S+)".encode(), head, re.IGNORECASE)
    return found[1].decode() if found else ""


def main() -> int:
    """Connect, then answer commands until the input ends."""
    plan = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    count = len(next(iter(plan.values()))["callers"])
    callers = connected(int(sys.argv[2]), count, int(sys.argv[3]))
    for subject, one in plan.items():
        for caller, own in zip(callers, one["callers"], strict=True):
            caller.subjects[subject] = Requests(one["method"], one["path"], own)
    for line in sys.stdin:
        command = json.loads(line)
        subject = command["subject"]
        try:
            answer = run(callers, **command) if command["seconds"] else counted(callers, subject)
        except (FaultError, OSError) as error:
            answer = {"fault": f"{subject}: {error or type(error).__name__}"}
        print(json.dumps(answer), flush=True)
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
