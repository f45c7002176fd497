"""How registers are reached: kinds of providers, and providers set in place of the configured.

`plug("disability_card", provider)` is for tests, demonstrations and a city's own code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linli.foundation.exchange.values import Answer, Question


class Provider(Protocol):
    """Reaches one register. May be called by several threads at once; asks no database of ours."""

    def look_up(self, question: Question, *, timeout: float) -> Answer:
        """Return what the register says; `timeout` in seconds is kept by whoever implements it."""
        ...


Make = Callable[[str, Mapping[str, Any]], Provider]
ANY = "*"

_kinds: dict[str, Make] = {}
_plugged: dict[str, Provider] = {}


def kind(name: str, make: Make) -> None:
    """Let `LINLI_REGISTERS` say this kind: `make(register, its settings)` gives the provider."""
    _kinds[name] = make


def plug(register: str, provider: Provider) -> None:
    """Reach a register by this provider from now on."""
    _plugged[register] = provider


def forget(register: str) -> None:
    """Take a plugged provider away."""
    _plugged.pop(register, None)


@contextmanager
def plugged(providers: Mapping[str, Provider]) -> Iterator[None]:
    """Reach registers by these providers inside the block."""
    for register, provider in providers.items():
        plug(register, provider)
    try:
        yield
    finally:
        for register in providers:
            forget(register)


def provider(register: str) -> Provider | None:
    """Return how a register is reached; None where this site does not reach it."""
    if register in _plugged:
        return _plugged[register]
    configured: Mapping[str, Any] = settings.REGISTERS
    given = configured.get(register) or configured.get(ANY)
    return _kinds[given["kind"]](register, given) if given else None
