"""How a change is written: lock, append chained events, keep the columns true."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from linli.engines.entitlements.models import Entitlement, EntitlementEvent, Member
from linli.engines.entitlements.queries.sealing import WORDS, event_payload, seal
from linli.engines.entitlements.values import LIVE, EventKind
from linli.foundation.audit import chain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from linli.foundation.actors.values import Actor, Holding


@dataclass(frozen=True)
class Change:
    """An event to be written: from which month, how much, until when, and words about people."""

    kind: EventKind
    month: date | None = None
    amount_fen: int | None = None
    until: date | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Any] | None = None


def on_day(moment: datetime) -> date:
    """Return the site's date of a moment."""
    return timezone.localdate(moment)


def lock(pk: int) -> Entitlement:
    """Load one for writing: a row lock on PostgreSQL, the write transaction on SQLite."""
    return Entitlement.objects.select_for_update().get(pk=pk)


def append(
    row: Entitlement, actor: Actor, change: Change, *, now: datetime, held: Holding | None = None
) -> None:
    """Write an event behind the last one and save the row."""
    row.last_seq += 1
    event = EntitlementEvent(
        entitlement=row,
        seq=row.last_seq,
        kind=change.kind,
        at=now,
        on=on_day(now),
        account_id=actor.account_id,
        post_id=held.post_id if held else None,
        month=change.month,
        amount_fen=change.amount_fen,
        until=change.until,
        data=dict(change.data),
        sealed=seal(change.words, purpose=WORDS, bound_to=row.public_id) if change.words else None,
    )
    row.last_digest = event.digest = chain.digest(
        bytes(row.last_digest) or chain.GENESIS, event_payload(row.public_id, event)
    )
    event.save(force_insert=True)
    row.save()


def count_members(row: Entitlement) -> None:
    """Count those in it while it is live and not held back; raises IntegrityError for a twin."""
    is_counted = row.state in LIVE and not row.is_double
    Member.objects.filter(entitlement=row).update(is_counted=is_counted)
