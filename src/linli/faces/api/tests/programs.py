"""A program that calls the API, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.test import Client

from linli.foundation.calendar import clock
from linli.registers.accounts import queries, services

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor

ROOT = "/api/v1"


class Program:
    """Speaks JSON with a token of an actor; `raw` sends bytes as they are."""

    def __init__(self, actor: Actor | None = None, scopes: list[str] | None = None) -> None:
        self.client = Client(raise_request_exception=True)
        self.headers: dict[str, str] = {"Accept-Language": "en"}
        if actor is not None:
            self.secret = token_of(actor, scopes)
            self.headers["Authorization"] = f"Bearer {self.secret}"

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        """Read."""
        return self.client.get(ROOT + path, query, headers=self.headers | headers)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Write."""
        return self.client.generic(
            method,
            ROOT + path,
            b"" if body is None else _json(body),
            "application/json",
            headers=self.headers | headers,
        )

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """Post."""
        return self.send("POST", path, body, **headers)

    def raw(self, path: str, body: bytes, content_type: str = "application/json") -> Any:
        """Post bytes as they are."""
        return self.client.generic("POST", ROOT + path, body, content_type, headers=self.headers)

    def upload(self, path: str, file: Any) -> Any:
        """Post a file."""
        return self.client.post(ROOT + path, {"file": file}, headers=self.headers)


def token_of(actor: Actor, scopes: list[str] | None = None) -> str:
    """Return a secret with some of an actor's permissions, by default with all."""
    now = clock.now()
    _token, secret = services.issue_token(
        actor,
        name="test",
        scopes=scopes or list(queries.grantable_scopes(actor)),
        expires_at=now + timedelta(days=1),
        now=now,
    )
    return secret


def _json(body: Any) -> bytes:
    import json

    return json.dumps(body, default=str).encode()
