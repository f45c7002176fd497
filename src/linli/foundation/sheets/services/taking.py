"""A file comes in: read, sealed row by row, checked; nothing of it is written elsewhere."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from linli.foundation.audit import services as audit
from linli.foundation.errors.values import NotFoundError
from linli.foundation.files.rules import clean_name
from linli.foundation.formspec.values.sentences import filled
from linli.foundation.privacy import services as privacy
from linli.foundation.sheets import queries, texts, workbooks
from linli.foundation.sheets.models import SheetRow, SheetRun
from linli.foundation.sheets.rules import read_table
from linli.foundation.sheets.services.working import check_step, promise, sealed, sealed_row
from linli.foundation.sheets.values import (
    AT_ONCE,
    FILE_SENTENCES,
    MOST_BYTES,
    RowState,
    RunState,
    SheetBusyError,
    SheetError,
    Verdict,
)

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.foundation.files.services import Upload
    from linli.foundation.sheets.values import Sheet, Table

PURPOSE = "sheets.run.digest"
MEGABYTE = 1024 * 1024


@transaction.atomic
def take(actor: Actor, *, kind: str, upload: Upload, now: datetime) -> UUID:
    """Read a file and check its rows: a dry run. Returns the id of the import.

    Many rows are checked by the worker. Raises `SheetError` for a file that cannot be read as this
    table, `ForbiddenError`, `NotFoundError`.
    """
    table = queries.importer(actor, kind=kind)
    if (upload.size or 0) > MOST_BYTES:
        values = {"most": MOST_BYTES // MEGABYTE}
        raise SheetError(filled(FILE_SENTENCES["too_large"], values), code="sheet_too_large")
    content = upload.read()
    found = _store(actor, table.sheet, content, name=clean_name(upload.name or ""), now=now)
    data = {"kind": kind, "rows": found.rows}
    audit.record(
        actor, act="sheet.taken", kind="sheet", subject=str(found.public_id), data=data, now=now
    )
    if found.rows > AT_ONCE:
        promise(found, now=now)
    else:
        check_step(actor, found, now=now)
    return found.public_id


@transaction.atomic
def discard(actor: Actor, *, run_id: UUID, now: datetime) -> None:
    """Throw away an import of which nothing was taken in.

    Raises `NotFoundError`, `SheetBusyError`.
    """
    view = queries.run(actor, run_id=run_id)
    row = SheetRun.objects.select_for_update().filter(public_id=view.public_id).first()
    if row is None:
        raise NotFoundError
    taken_in = SheetRow.objects.filter(run=row, state=RowState.DONE).exists()
    if row.state == RunState.LOADING or taken_in:
        raise SheetBusyError
    audit.record(actor, act="sheet.discarded", kind="sheet", subject=str(row.public_id), now=now)
    row.delete()


def erase(*, now: datetime) -> int:
    """Forget what files held some days ago; which rows became what stays. Return how many files."""
    old = now - timedelta(days=settings.SHEETS_KEPT_DAYS)
    with transaction.atomic():
        due = SheetRun.objects.filter(created_at__lt=old, erased_at=None)
        found = list(due.exclude(state=RunState.LOADING).values_list("pk", flat=True)[:200])
        SheetRow.objects.filter(run__in=found).update(sealed=None)
        return SheetRun.objects.filter(pk__in=found).update(key=None, sealed=None, erased_at=now)


def _store(actor: Actor, sheet: Sheet, content: bytes, *, name: str, now: datetime) -> SheetRun:
    lines = workbooks.read(content) if workbooks.is_workbook(content) else texts.read(content)
    table = read_table(sheet, lines)
    digest = privacy.blind_index(hashlib.sha256(content).hexdigest(), purpose=PURPOSE)
    row = SheetRun(
        public_id=uuid4(),
        kind=sheet.kind,
        account_id=actor.account_id or 0,
        state=RunState.CHECKING,
        digest=digest,
        rows=len(table.rows),
        key=privacy.new_case_key(),
        created_at=now,
    )
    row.sealed = sealed(
        row, {"name": name, "headings": list(table.headings), "unread": list(table.unread)}
    )
    row.save(force_insert=True)
    SheetRow.objects.bulk_create(_lines(row, table, digest), batch_size=STORED_AT_ONCE)
    return row


STORED_AT_ONCE = 1000


def _lines(run: SheetRun, table: Table, digest: bytes) -> list[SheetRow]:
    return [
        SheetRow(
            run=run,
            number=row.number,
            kind=run.kind,
            digest=digest,
            state=RowState.WAITING,
            verdict=Verdict.REFUSED if row.faults else "",
            sealed=sealed_row(run, row, raw=table.raw[row.number]),
        )
        for row in table.rows
    ]
