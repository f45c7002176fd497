"""What registers said about whether something still holds, as officers read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from linli.engines.catalogue import queries as catalogue
from linli.engines.entitlements.models import RegisterCheck
from linli.engines.entitlements.queries import access
from linli.engines.entitlements.queries.rows import name_of
from linli.engines.entitlements.queries.sealing import WORDS, unseal
from linli.engines.entitlements.values import (
    LIVE,
    CheckAnswer,
    CheckOutcome,
    EntitlementPermission,
)
from linli.foundation.exchange import queries as exchange
from linli.foundation.exchange.values import Outcome, undeclared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor

LAST = 12  # months that a page shows


@dataclass(frozen=True)
class SaidView:
    """One reply: of which register, of which day, and what it says in words."""

    register: str
    outcome_words: str
    as_of: date | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class CheckView:
    """One month: when it was asked, what came of it, and what a person made of it."""

    month: date
    asked_at: datetime
    outcome: str
    end: str
    said: tuple[SaidView, ...]
    answered_as: str

    @property
    def outcome_words(self) -> str:
        """Return what came of it, in a sentence."""
        return str(CheckOutcome(self.outcome).label)

    @property
    def answer_words(self) -> str:
        """Return what a person made of it."""
        return str(CheckAnswer(self.answered_as).label) if self.answered_as else ""

    @property
    def is_waiting(self) -> bool:
        """Whether a reason waits for somebody to look."""
        return self.outcome == CheckOutcome.REASON and not self.answered_as


@dataclass(frozen=True)
class ReasonRow:
    """A reason to stop that waits for the office."""

    entitlement_id: UUID
    name: str
    holder_masked: str
    end: str
    month: date


def register_checks(actor: Actor, *, entitlement_id: UUID) -> tuple[CheckView, ...]:
    """Return what registers said of one that the actor has opened, the newest month first.

    Raises `NotFoundError`.
    """
    row, _held = access.office_one(actor, entitlement_id)
    ends = catalogue.version(row.version_id).ends
    checks = RegisterCheck.objects.filter(entitlement=row).order_by("-month")[:LAST]
    return tuple(
        CheckView(
            one.month,
            one.asked_at,
            one.outcome,
            str(ends[one.end]) if one.end is not None else "",
            tuple(_said(unseal(one.sealed, purpose=WORDS, bound_to=row.public_id))),
            one.answered_as,
        )
        for one in checks
    )


def waiting_reasons(actor: Actor, *, limit: int = 50) -> tuple[ReasonRow, ...]:
    """Return the reasons to stop that wait for the actor's offices, the oldest first."""
    actor.require(EntitlementPermission.HANDLE)
    rows = RegisterCheck.objects.filter(
        entitlement__in=access.office(actor).filter(state__in=LIVE),
        outcome=CheckOutcome.REASON,
        answered_as="",
    )
    return tuple(
        ReasonRow(
            one.entitlement.public_id,
            name_of(one.entitlement),
            one.entitlement.holder_masked,
            str(catalogue.version(one.entitlement.version_id).ends[one.end or 0]),
            one.month,
        )
        for one in rows.select_related("entitlement").order_by("asked_at", "pk")[:limit]
    )


def _said(kept: Mapping[str, Any]) -> Iterator[SaidView]:
    known = exchange.registers()
    for reply in kept.get("replies", ()):
        register = known.get(reply["register"])
        yield SaidView(
            str(register.name if register else undeclared(reply["register"])),
            str(Outcome(reply["outcome"]).label),
            date.fromisoformat(reply["as_of"]) if reply["as_of"] else None,
            tuple(_worded(register, name, value) for name, value in reply["facts"].items()),
        )


def _worded(register: Any, name: str, value: Any) -> str:
    from django.utils.translation import gettext as _

    kind = register.facts.get(name) if register else None
    options = kind.options if kind else {}
    many = value if isinstance(value, list) else [value]
    shown = [
        (_("yes") if one else _("no")) if isinstance(one, bool) else str(options.get(one, one))
        for one in many
    ]
    return f"{kind.label if kind else name}: {', '.join(shown)}"
