"""What a check of a chain says, an entry as auditors read it, and the room's permission."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from linli.foundation.actors.values import Permission, Role

Progress = Callable[[int], None]  # told how many links were checked so far


class AuditPermission(Permission):
    """What may be done with the log of acts."""

    READ = "audit:entry:read", Role.AUDITOR


@dataclass(frozen=True)
class Verified:
    """A chain is whole."""

    chain: str
    links: int
    head: str = ""  # hexadecimal
    unsealed: int = 0


@dataclass(frozen=True)
class Broken:
    """A chain was changed: the first link that does not fit."""

    chain: str
    row: str
    why: str
    links: int = 0  # that were whole before it


@dataclass(frozen=True)
class EntryView:
    """One act, as the log shows it."""

    id: int
    at: datetime
    account_id: int | None
    actor_name: str
    post_id: int | None
    division_code: str
    channel: str
    act: str
    kind: str
    subject: str
    reason: str
    data: Mapping[str, Any]
    is_sealed: bool


@dataclass(frozen=True)
class EntryFilter:
    """Which entries an auditor asks for; empty means all."""

    account_id: int | None = None
    act: str = ""
    kind: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class EntryPage:
    """Some entries, newest first, and where the next page begins."""

    entries: tuple[EntryView, ...] = field(default_factory=tuple)
    next_before: int | None = None
