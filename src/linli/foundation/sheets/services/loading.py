"""Take in the rows of a checked table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from linli.foundation.audit import services as audit
from linli.foundation.sheets import queries
from linli.foundation.sheets.models import SheetRun
from linli.foundation.sheets.services.working import is_small, load_step, promise
from linli.foundation.sheets.values import Mode, RunState, SheetBusyError, SheetErasedError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor


@transaction.atomic
def load(actor: Actor, *, run_id: UUID, mode: Mode, now: datetime) -> None:
    """Take in the rows without a fault, or all or none; many rows are taken in by the worker.

    Each row is asked again as it is written: what changed since is refused and named. Raises
    `NotFoundError`, `SheetBusyError`, `SheetErasedError`.
    """
    view = queries.run(actor, run_id=run_id)
    if view.erased_at:
        raise SheetErasedError
    is_possible = view.may_load_together if mode == Mode.TOGETHER else view.may_load
    ready = SheetRun.objects.filter(
        public_id=view.public_id, state__in=(RunState.CHECKED, RunState.DONE)
    )
    if not is_possible or not ready.update(state=RunState.LOADING, mode=mode):
        raise SheetBusyError
    run = SheetRun.objects.get(public_id=view.public_id)
    data = {"kind": run.kind, "rows": view.left, "mode": run.mode}
    audit.record(
        actor,
        act="sheet.load_started",
        kind="sheet",
        subject=str(run.public_id),
        data=data,
        now=now,
    )
    if is_small(view.left):
        load_step(actor, run, now=now)
    else:
        promise(run, now=now)
