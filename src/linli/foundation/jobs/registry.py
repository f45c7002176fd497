"""Where rooms say, from `apps.ready`, what they do for a topic or at an interval.

`subscribe("case.submitted", handler)`: called as `handler(message, now=now)` in a transaction of
its own, in which the message is marked done: its effect in the database happens once. All
handlers of a topic share that transaction. What reaches outside (e-mail, SMS, a web call) belongs
into a tick with its own record. `tick("cases.due", timedelta(minutes=1), handler)`: called as
`handler(now=now)`, by one worker at a time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from linli.foundation.jobs.values import Message


class Handler(Protocol):
    """Keeps a promise."""

    def __call__(self, message: Message, *, now: datetime) -> Any:
        """Do it, in the transaction that marks it done; an error means: again later."""


class TickHandler(Protocol):
    """Does what is due at an interval, idempotently."""

    def __call__(self, *, now: datetime) -> Any:
        """Do it; an error is recorded, and the next interval tries again."""


@dataclass(frozen=True)
class Tick:
    """Something done at an interval."""

    name: str
    every: timedelta
    handler: TickHandler


_handlers: dict[str, list[Handler]] = {}
_ticks: dict[str, Tick] = {}


def subscribe(topic: str, handler: Handler) -> None:
    """Have this handler called for every message of the topic; the same handler twice is once."""
    handlers = _handlers.setdefault(topic, [])
    if handler not in handlers:
        handlers.append(handler)


def handlers_of(topic: str) -> tuple[Handler, ...]:
    """Return who takes this topic."""
    return tuple(_handlers.get(topic, ()))


def tick(name: str, every: timedelta, handler: TickHandler) -> None:
    """Have this handler called at every interval; the same name again replaces."""
    _ticks[name] = Tick(name, every, handler)


def ticks() -> tuple[Tick, ...]:
    """Return all ticks."""
    return tuple(_ticks.values())


def forget(*, topic: str = "", tick_name: str = "") -> None:
    """Remove a topic's handlers or a tick: for tests."""
    _handlers.pop(topic, None)
    _ticks.pop(tick_name, None)
