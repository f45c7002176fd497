"""A register behind a small JSON protocol: docs/exchange.md.

`http.client` and no library above it: no redirect is followed and no proxy of the environment
taken, for the number of somebody's document goes to the address that the site wrote, or nowhere.
"""

from __future__ import annotations

import http.client
import json
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from linli.foundation.exchange.values import Found, NotFound, Reason, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linli.foundation.exchange.values import Answer, Question, Register

MOST_BYTES = 64 * 1024
REFUSED = frozenset({400, 401, 403, 422, 429})
CONNECTIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}


class HttpProvider:
    """Posts a question to one address."""

    def __init__(self, url: str, *, token: str = "", timeout: float | None = None) -> None:
        parts = urlsplit(url)
        self.connection = CONNECTIONS[parts.scheme]
        self.host, self.port = parts.hostname or "", parts.port
        self.path = parts.path or "/"
        self.token, self.timeout = token, timeout

    def look_up(self, question: Question, *, timeout: float) -> Answer:
        """Return what the address answers within the time, in seconds, connecting included."""
        within = min(timeout, self.timeout or timeout)
        until = monotonic() + within
        connection = self.connection(self.host, self.port, timeout=within)
        try:
            connection.request("POST", self.path, self._body(question), self._headers())
            response = connection.getresponse()
            content = _read(response, until)
        except TimeoutError:
            return Unavailable(Reason.SLOW)
        except http.client.HTTPException:
            return Unavailable(Reason.BROKEN)
        except OSError:
            return Unavailable(Reason.AWAY)
        finally:
            connection.close()
        return _answer(response.status, content)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return headers | ({"Authorization": f"Bearer {self.token}"} if self.token else {})

    def _body(self, question: Question) -> str:
        return json.dumps(
            {
                "identity": {
                    "type": question.identity.type,
                    "number": question.identity.number,
                },
                "facts": sorted(question.facts),
                "purpose": question.purpose,
            }
        )


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    """Return the body; who sends it drop by drop is slow, who sends no end is broken."""
    content = b""
    while piece := response.read1(8192):
        content += piece
        if len(content) > MOST_BYTES:
            raise http.client.HTTPException
        if monotonic() > until:
            raise TimeoutError
    return content


def _answer(status: int, content: bytes) -> Answer:
    if status in REFUSED:
        return Unavailable(Reason.REFUSED)
    if status != http.client.OK:
        return Unavailable(Reason.AWAY if status >= 500 else Reason.BROKEN)
    try:
        said: Any = json.loads(content)
        if said["result"] == "not_found":
            return NotFound()
        if said["result"] != "found" or not isinstance(said["facts"], dict):
            return Unavailable(Reason.BROKEN)
        as_of = date.fromisoformat(said["as_of"])
        return Found(said["facts"], as_of, str(said.get("reference", "")))
    except (ValueError, KeyError, TypeError):  # a JSON error is a ValueError
        return Unavailable(Reason.BROKEN)


def make(_register: Register, given: Mapping[str, Any]) -> HttpProvider:
    """Return the provider of an address: `url`, `token` and `timeout` in seconds."""
    return HttpProvider(given["url"], token=given.get("token", ""), timeout=given.get("timeout"))
