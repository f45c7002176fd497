"""Which seal holds on a day. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.registers.organisations.values import SealState, SealView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def seal_on(seals: Sequence[SealView], day: date) -> SealView | None:
    """Return the seal that papers of a day bear: the last one that began and was let in.

    Where that one was withdrawn none holds: the one before does not come back by itself.
    """
    begun = [one for one in seals if one.is_confirmed and one.from_on <= day]
    last = max(begun, key=lambda one: (one.from_on, one.decided_at or one.offered_at), default=None)
    return None if last is None or _is_withdrawn(last, day) else last


def seal_state(seal: SealView, seals: Sequence[SealView], day: date) -> SealState:
    """Say where one of an organisation's seals stands on a day."""
    if seal.is_confirmed is None:
        return SealState.WAITING
    if not seal.is_confirmed:
        return SealState.REFUSED
    if _is_withdrawn(seal, day):
        return SealState.WITHDRAWN
    if seal.from_on > day:
        return SealState.COMING
    holding = seal_on(seals, day)
    is_it = holding is not None and holding.public_id == seal.public_id
    return SealState.HOLDING if is_it else SealState.REPLACED


def _is_withdrawn(seal: SealView, day: date) -> bool:
    return seal.withdrawn_on is not None and seal.withdrawn_on <= day
