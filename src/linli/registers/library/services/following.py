"""What follows elsewhere: papers go with the record that is kept at a merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.registers.library.models import Paper
from linli.registers.library.values import State

if TYPE_CHECKING:
    from datetime import datetime


def follow_merge(*, kept_id: int, dropped_id: int, now: datetime) -> None:  # noqa: ARG001
    """Bring papers to the record that was kept: of two valid ones of a kind, its own stays."""
    kept = Paper.objects.filter(person=kept_id, state=State.VALID).values("kind")
    doubles = Paper.objects.filter(
        person=dropped_id, state=State.VALID, kind__in=list(kept.values_list("kind", flat=True))
    )
    doubles.update(state=State.REPLACED)
    Paper.objects.filter(person=dropped_id).update(person=kept_id)
