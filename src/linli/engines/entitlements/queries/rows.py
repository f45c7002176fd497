"""Something granted, as lists show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from linli.engines.catalogue import queries as catalogue
from linli.engines.entitlements.values import EntitlementState
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.engines.entitlements.models import Entitlement


@dataclass(frozen=True)
class GivenRow:
    """Something granted, as lists show it."""

    public_id: UUID
    name: str
    item_name: str
    holder_masked: str
    amount_fen: int | None
    every: str
    first_month: date
    last_month: date | None
    state: str
    is_double: bool
    office: str
    number: str
    case_id: UUID
    recheck_on: date | None

    @property
    def state_words(self) -> str:
        """Return its state in words."""
        return str(EntitlementState(self.state).label)

    @property
    def tone(self) -> str:
        """Return the tone of its state."""
        return {"running": "good", "suspended": "warn", "stopped": "bad"}.get(self.state, "quiet")


def name_of(row: Entitlement) -> str:
    """Return the name of what was granted, in the language in force."""
    is_english = (get_language() or "zh").startswith("en")
    return row.name_en if is_english and row.name_en else row.name_zh


def rows_of(rows: Iterable[Entitlement] | QuerySet[Entitlement]) -> tuple[GivenRow, ...]:
    """Return rows as lists show them; the offices in one statement."""
    found = list(rows)
    bodies = organisations.organisations(row.organisation_id for row in found)
    return tuple(
        GivenRow(
            public_id=row.public_id,
            name=name_of(row),
            item_name=str(catalogue.version(row.version_id).name),
            holder_masked=row.holder_masked,
            amount_fen=row.amount_fen,
            every=row.every,
            first_month=row.first_month,
            last_month=row.last_month,
            state=row.state,
            is_double=row.is_double,
            office=bodies[row.organisation_id].words,
            number=row.case.number,
            case_id=row.case.public_id,
            recheck_on=row.recheck_on,
        )
        for row in found
    )
