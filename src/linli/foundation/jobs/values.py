"""A promise as its handler sees it, and how the outbox is doing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.foundation.actors.values import Permission, Role


class JobsPermission(Permission):
    """What may be done with promises that failed."""

    SEE = "jobs:promise:see", Role.OPERATOR
    RETRY = "jobs:promise:retry", Role.OPERATOR


@dataclass(frozen=True)
class Message:
    """One promise of the outbox."""

    topic: str
    key: str
    payload: Mapping[str, Any]
    created_at: datetime
    attempt: int  # 1 the first time


@dataclass(frozen=True)
class Health:
    """How far the worker is behind."""

    open: int  # promises whose time has come
    lag_seconds: float  # how long the oldest of them waits
    failing: int  # promises that will be tried again
    given_up: int  # promises that somebody must look at
    late_ticks: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromiseView:
    """A promise that failed, as the operator sees it.

    No payload, for that may hold personal data.
    """

    key: str
    topic: str
    created_at: datetime
    attempts: int
    last_error: str
    is_given_up: bool
