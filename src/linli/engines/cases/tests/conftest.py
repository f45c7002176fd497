"""Messages to family members, as they read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from linli.engines.cases import services
from linli.engines.cases.tests.factories import NOW
from linli.engines.cases.tests.families import PHONE

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor

Codes = dict[str, list[str]]
Ask = Callable[..., tuple[str, str]]


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> Codes:
    """Return what members read in their messages, by telephone."""
    sent: Codes = {}

    def send(phone: str, text: str, **_key: str) -> None:
        sent.setdefault(phone, []).append(text)

    monkeypatch.setattr("linli.engines.cases.services.codes.notices.send_sms", send)
    return sent


@pytest.fixture
def ask(codes: Codes, django_capture_on_commit_callbacks: Callable[..., object]) -> Ask:
    """Return how a member is asked by telephone: it answers the id of the link and the code."""

    def asked(
        actor: Actor, draft_id: str, *, place: int = 0, phone: str = PHONE, **more: str
    ) -> tuple[str, str]:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            found = services.ask_member(
                actor, draft_id=draft_id, place=place, phone=phone, now=NOW, **more
            )
        return found, code_in(codes[phone][-1])

    return asked


@pytest.fixture
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages and programs act at the moment of the factories."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def code_in(text: str) -> str:
    """Return the six digits of a message."""
    found = re.search(r"\b\d{6}\b|(?<=验证码)\d{6}", text)
    assert found, text
    return found.group()
