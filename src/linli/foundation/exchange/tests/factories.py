"""Registers and providers for tests: what answers, what is slow, what breaks."""

from __future__ import annotations

import json
import threading
import uuid
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from linli.foundation.exchange.values import (
    FactKind,
    FactType,
    Found,
    Ground,
    Identity,
    NotFound,
    Purpose,
    Register,
)
from linli.foundation.formspec.values import Localised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linli.foundation.exchange.values import Answer, Question

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
NUMBER = "120101195603080022"
SOMEBODY = Identity("resident_id", NUMBER)


class Stub:
    """Answers what it was given and keeps what it was asked."""

    def __init__(self, answer: Answer | Exception | Callable[[], Answer]) -> None:
        self.answer = answer
        self.asked: list[Question] = []

    def look_up(self, question: Question, *, timeout: float) -> Answer:
        """Answer."""
        del timeout
        self.asked.append(question)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer() if callable(self.answer) else self.answer


def found(as_of: date = TODAY, reference: str = "A-1", **facts: Any) -> Found:
    """Return an answer: `found(disability__grade=1)`."""
    named = {name.replace("__", "."): value for name, value in facts.items()}
    return Found(named, as_of, reference)


def card(as_of: date = TODAY, **changes: Any) -> Found:
    """Return what the register of disability cards says of a severe and valid card."""
    facts = {"number": NUMBER + "41", "valid": True, "kind": "body", "grade": 1} | changes
    return Found({f"disability.{name}": value for name, value in facts.items()}, as_of, "C-1")


def relief(as_of: date = TODAY, *kinds: str) -> Found:
    """Return what the register of assistance says."""
    return Found({"household.relief": list(kinds or ("dibao",))}, as_of, "R-1")


def nothing() -> Stub:
    """Return a register that has no entry of anybody."""
    return Stub(NotFound())


def purpose(**more: Any) -> Purpose:
    """Return why somebody is looked up."""
    given: dict[str, Any] = {
        "code": "B3.21-22",
        "name": Localised("残疾人两项补贴", "Two allowances"),
        "ground": Ground.CONSENT,
        "kind": "draft",
        "subject": uuid.UUID(int=1),
        "about": 1,
    }
    return Purpose(**given | more)


def a_register(*, fresh_for: int = 1, **facts: FactType) -> Register:
    """Return a register that gives facts of these types: `a_register(grade=FactType.NUMBER)`."""
    kinds = {
        f"card.{name}": FactKind(f"card.{name}", kind, Localised(name))
        for name, kind in facts.items()
    }
    words = Localised("登记", "Register")
    return Register("cards", words, words, words, fresh_for, kinds)


class Answers(BaseHTTPRequestHandler):
    """A register behind HTTP."""

    def do_POST(self) -> None:
        """Keep what is asked, answer as the server was told."""
        self.server.asked.append(  # type: ignore[attr-defined]
            (
                json.loads(self.rfile.read(int(self.headers["Content-Length"]))),
                self.headers.get("Authorization", ""),
            )
        )
        self.server.say(self)  # type: ignore[attr-defined]

    def log_message(self, *_args: Any) -> None:
        """Stay silent."""

    def send(self, content: Any, status: int = 200) -> None:
        """Send JSON, or bytes as they are."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(say: Callable[[Answers], None]) -> Iterator[tuple[str, list[Any]]]:
    """Run a register on this machine; give its address and the list of what it is asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    server.say, server.asked = say, []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/cards", server.asked  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
