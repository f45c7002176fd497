"""Check and take in step by step: a step is one transaction, so a kill loses nothing but a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from linli.foundation.audit import services as audit
from linli.foundation.errors.values import ForbiddenError, LinliError, NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.privacy import services as privacy
from linli.foundation.sheets import queries, registry
from linli.foundation.sheets.models import SheetRow, SheetRun
from linli.foundation.sheets.queries import LOADABLE, bound, opened
from linli.foundation.sheets.values import (
    AT_ONCE,
    SENTENCES,
    STEP,
    Checked,
    Fault,
    Mode,
    Row,
    RowState,
    RunState,
    Verdict,
    both,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.foundation.errors.values import Words
    from linli.foundation.jobs.values import Message
    from linli.foundation.sheets.registry import Importer

TOPIC = "sheets.step"


class _TogetherError(Exception):
    """One row of "all or nothing" was refused: nothing of it stays."""

    def __init__(self, line: SheetRow, faults: tuple[Fault, ...]) -> None:
        self.line, self.faults = line, faults
        super().__init__(line.number)


def go_on(message: Message, *, now: datetime) -> None:
    """Do the next step of an import and promise the one after; the worker calls it."""
    run = SheetRun.objects.select_for_update().filter(pk=message.payload["run"]).first()
    if run is None or run.state not in {RunState.CHECKING, RunState.LOADING}:
        return  # thrown away meanwhile, or a message that came twice
    try:
        actor = registry.actor_for(run.account_id, today=localdate(now))
        queries.importer(actor, kind=run.kind)
    except (NotFoundError, ForbiddenError):
        _finish(run, RunState.STOPPED, now=now)
        return
    step = check_step if run.state == RunState.CHECKING else load_step
    if step(actor, run, now=now):
        promise(run, now=now)


def promise(run: SheetRun, *, now: datetime) -> None:
    """Promise the next step; which one it is says how many rows are behind it."""
    behind = SheetRow.objects.filter(run=run).exclude(state=RowState.WAITING).count()
    done = SheetRow.objects.filter(run=run).exclude(LOADABLE).count()
    key = f"{TOPIC}:{run.public_id}:{run.state}:{behind}:{done}:{now.timestamp():.0f}"
    jobs.emit(TOPIC, key=key, payload={"run": run.pk}, now=now)


def check_step(actor: Actor, run: SheetRun, *, now: datetime) -> bool:
    """Check the next rows; return whether some are left. Nothing is written but what was found."""
    table = queries.importer(actor, kind=run.kind)
    waiting = SheetRow.objects.filter(run=run, state=RowState.WAITING).order_by("number")
    lines = list(waiting[:STEP])
    fit = [line for line in lines if not line.verdict]
    taken = _taken_before(run, [line.number for line in fit])
    asked = [line for line in fit if line.number not in taken]
    answers = table.check(actor, rows=[row_of(run, line) for line in asked], now=now)
    found = dict(zip((line.pk for line in asked), answers, strict=True))
    again = Checked(Verdict.SAME, notes=(SENTENCES["taken"],))
    for line in lines:
        answer = found.get(line.pk, again if not line.verdict else None)
        if answer is not None:
            _note(run, line, answer)
        line.state = RowState.CHECKED
    SheetRow.objects.bulk_update(lines, ["state", "verdict", "sealed"], batch_size=STEP)
    if len(lines) == STEP and waiting.exists():
        return True
    _finish(run, RunState.CHECKED, now=now, is_end=False)
    return False


def load_step(actor: Actor, run: SheetRun, *, now: datetime) -> bool:
    """Take in the next rows; return whether some are left."""
    table = queries.importer(actor, kind=run.kind)
    good = SheetRow.objects.filter(LOADABLE, run=run).order_by("number")
    if run.mode == Mode.TOGETHER:
        _load_together(actor, run, table, list(good), now=now)
        return False
    for line in good[:STEP]:
        try:
            with transaction.atomic():
                _load_row(actor, run, table, line, now=now)
        except (LinliError, IntegrityError) as error:
            _refuse(run, line, faults_of(error))
    if good.exists():
        return True
    _loaded(actor, run, now=now)
    return False


def _load_together(
    actor: Actor, run: SheetRun, table: Importer, lines: Sequence[SheetRow], *, now: datetime
) -> None:
    try:
        with transaction.atomic():
            for line in lines:
                try:
                    with transaction.atomic():
                        _load_row(actor, run, table, line, now=now)
                except (LinliError, IntegrityError) as error:
                    raise _TogetherError(line, faults_of(error)) from error
    except _TogetherError as refusal:
        _refuse(run, SheetRow.objects.get(pk=refusal.line.pk), refusal.faults)
        _finish(run, RunState.CHECKED, now=now, is_end=False)
        return
    _loaded(actor, run, now=now)


def _load_row(
    actor: Actor, run: SheetRun, table: Importer, line: SheetRow, *, now: datetime
) -> None:
    """Mark first: where somebody takes in the same row at once, the constraint lets one through."""
    marked = SheetRow.objects.filter(LOADABLE, pk=line.pk)
    if not marked.update(state=RowState.DONE, done_at=now):
        return
    made = table.load(actor, row=row_of(run, line), now=now)
    SheetRow.objects.filter(pk=line.pk).update(made=str(made.public_id))


def _refuse(run: SheetRun, line: SheetRow, faults: tuple[Fault, ...]) -> None:
    _note(run, line, Checked(Verdict.REFUSED, label=_label(run, line), faults=faults))
    line.save(update_fields=["verdict", "sealed"])


def _label(run: SheetRun, line: SheetRow) -> str:
    return str(opened(run, line.sealed).get("label", ""))


def faults_of(error: Exception) -> tuple[Fault, ...]:
    """Return what an error says of a row: its problems at their columns, else its sentence."""
    if isinstance(error, LinliError):
        at_columns = tuple(Fault(one.path, one.message) for one in error.problems)
        return at_columns or (Fault("", error.message),)
    return (Fault("", SENTENCES["gone"]),)


def _taken_before(run: SheetRun, numbers: Sequence[int]) -> frozenset[int]:
    done = SheetRow.objects.filter(
        kind=run.kind, digest=run.digest, state=RowState.DONE, number__in=numbers
    )
    return frozenset(done.values_list("number", flat=True))


def _loaded(actor: Actor, run: SheetRun, *, now: datetime) -> None:
    made = SheetRow.objects.filter(run=run, state=RowState.DONE).count()
    _finish(run, RunState.DONE, now=now)
    data = {"kind": run.kind, "made": made, "mode": run.mode}
    audit.record(
        actor, act="sheet.loaded", kind="sheet", subject=str(run.public_id), data=data, now=now
    )


def _finish(run: SheetRun, state: RunState, *, now: datetime, is_end: bool = True) -> None:
    run.state = state
    run.finished_at = now if is_end else None
    run.save(update_fields=["state", "finished_at"])


# ── what is sealed of a row ────────────────────────────────────────────────
def sealed(run: SheetRun, document: Mapping[str, Any]) -> bytes:
    """Seal a document with the key of an import."""
    return privacy.seal(bytes(run.key or b""), dict(document), bound_to=bound(run))


def sealed_row(run: SheetRun, row: Row, *, raw: Sequence[str]) -> bytes:
    """Seal a row as it was read."""
    document = {
        "cells": dict(row.cells),
        "more": dict(row.more),
        "raw": list(raw),
        "faults": _kept(row.faults),
    }
    return sealed(run, document)


def row_of(run: SheetRun, line: SheetRow) -> Row:
    """Return a row as it was read."""
    held = opened(run, line.sealed)
    key = f"{bytes(run.digest).hex()[:32]}:{line.number}"
    return Row(line.number, held.get("cells", {}), held.get("more", {}), key=key)


def _note(run: SheetRun, line: SheetRow, answer: Checked) -> None:
    held = opened(run, line.sealed)
    held |= {
        "label": answer.label,
        "faults": _kept(answer.faults),
        "notes": [_words(one) for one in answer.notes],
    }
    line.verdict = Verdict.REFUSED if answer.faults else answer.verdict
    line.sealed = sealed(run, held)


def _kept(faults: Iterable[Fault]) -> list[dict[str, str]]:
    return [{"column": fault.column, **_words(fault.message)} for fault in faults]


def _words(words: Words) -> dict[str, str]:
    said = both(words)
    return {"zh": said.zh, "en": said.en}


def is_small(rows: int) -> bool:
    """Return whether so many rows are done while somebody waits."""
    return rows <= AT_ONCE
