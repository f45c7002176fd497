"""Tables that somebody may take in, their imports, and the rows of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.formspec.values import Localised
from linli.foundation.privacy import services as privacy
from linli.foundation.sheets import registry, workbooks
from linli.foundation.sheets.models import SheetRow, SheetRun
from linli.foundation.sheets.values import FaultView, RowState, RowView, RunState, RunView, Verdict

if TYPE_CHECKING:
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.foundation.sheets.registry import Importer
    from linli.foundation.sheets.values import Column

PAGE = 100
LISTED = 50
LOADABLE = Q(state=RowState.CHECKED, verdict=Verdict.NEW)


def kinds(actor: Actor) -> tuple[Importer, ...]:
    """Return the tables that the actor may take in; raises `ForbiddenError` where there is none."""
    found = tuple(one for one in registry.importers() if actor.may(one.permission))
    if not found:
        raise ForbiddenError
    return found


def importer(actor: Actor, *, kind: str) -> Importer:
    """Return one table; raises `NotFoundError` for an unknown one, `ForbiddenError`."""
    found = registry.importer(kind)
    if found is None:
        raise NotFoundError
    actor.require(found.permission)
    return found


def may_any(actor: Actor) -> bool:
    """Return whether the actor may take in any table."""
    return any(actor.may(one.permission) for one in registry.importers())


def runs(actor: Actor) -> tuple[RunView, ...]:
    """Return the actor's imports, newest first (at most 50): one statement."""
    allowed = [one.sheet.kind for one in kinds(actor)]
    rows = _counted().filter(account_id=actor.account_id or 0, kind__in=allowed)
    return tuple(_run_view(row) for row in rows.order_by("-pk")[:LISTED])


def run(actor: Actor, *, run_id: UUID) -> RunView:
    """Return one of the actor's imports, or raise `NotFoundError`: one statement."""
    return _run_view(_own(actor, run_id))


def rows(
    actor: Actor, *, run_id: UUID, shown: str = "", after: int = 0, limit: int = PAGE
) -> tuple[tuple[RowView, ...], int | None]:
    """Return a page of rows by number, and the number behind which the next page begins.

    `shown` is a verdict, `done` for what was taken in, or empty for all rows.
    """
    found = _own(actor, run_id)
    lines = SheetRow.objects.filter(run=found, number__gt=after)
    if shown == RowState.DONE:
        lines = lines.filter(state=RowState.DONE)
    elif shown in Verdict.values:
        lines = lines.filter(verdict=shown).exclude(state=RowState.DONE)
    held = list(lines.order_by("number")[: limit + 1])
    more = held[limit - 1].number if len(held) > limit else None
    table = registry.importer(found.kind)
    return tuple(_row_view(found, line, table) for line in held[:limit]), more


def template(actor: Actor, *, kind: str) -> bytes:
    """Return the empty table as a workbook: headings, an invented row, and what belongs where."""
    sheet = importer(actor, kind=kind).sheet
    notes = [(_("Column"), _("Needed"), _("Kind"), _("What belongs there"), _("Example"))]
    notes += [
        (
            str(column.name),
            _("Yes") if column.is_required else "",
            str(column.type.label),
            _help(column),
            str(column.example),
        )
        for column in sheet.columns
    ]
    return workbooks.write(
        [str(column.name) for column in sheet.columns],
        [[str(column.example) for column in sheet.columns]],
        title=str(sheet.title),
        notes=notes,
        notes_title=_("What belongs where"),
    )


def with_faults(actor: Actor, *, run_id: UUID) -> bytes:
    """Return the file again as a workbook, each row with what is wrong with it in a first column.

    Rows that were taken in stay out: what is left is mended and uploaded again. Raises
    `NotFoundError`, also once the contents were erased.
    """
    found = _own(actor, run_id)
    if not found.key:
        raise NotFoundError
    headings = opened(found, found.sealed).get("headings", [])
    table = registry.importer(found.kind)
    lines = SheetRow.objects.filter(run=found).exclude(state=RowState.DONE).order_by("number")
    written = []
    for line in lines.iterator(chunk_size=1000):
        held = opened(found, line.sealed)
        view = _row_view(found, line, table)
        said = [f"{fault.column}: {fault.text}".lstrip(": ") for fault in view.faults]
        written.append(["\n".join([*said, *view.notes]), *held.get("raw", [])])
    return workbooks.write([_("What is wrong"), *headings], written, title=found.kind)


def opened(found: SheetRun, blob: bytes | memoryview | None) -> dict[str, Any]:
    """Return what was sealed with the key of an import; empty once it was erased."""
    if not blob or not found.key:
        return {}
    return privacy.unseal(bytes(found.key), bytes(blob), bound_to=bound(found))


def bound(found: SheetRun) -> str:
    """Return what every sealed text of an import is bound to."""
    return f"sheet:{found.public_id}"


def _own(actor: Actor, run_id: UUID) -> SheetRun:
    allowed = [one.sheet.kind for one in kinds(actor)]
    found = _counted().filter(public_id=run_id, account_id=actor.account_id or 0, kind__in=allowed)
    row: SheetRun | None = found.first()
    if row is None:
        raise NotFoundError
    return row


def _counted() -> Any:
    left = ~Q(lines__state=RowState.DONE)
    by_verdict = {
        f"count_{verdict.value}": Count("lines", filter=Q(lines__verdict=verdict) & left)
        for verdict in Verdict
    }
    return SheetRun.objects.annotate(
        **by_verdict,
        count_waiting=Count("lines", filter=Q(lines__state=RowState.WAITING)),
        count_done=Count("lines", filter=Q(lines__state=RowState.DONE)),
    )


def _run_view(row: Any) -> RunView:
    table = registry.importer(row.kind)
    held = opened(row, row.sealed)
    return RunView(
        public_id=row.public_id,
        kind=row.kind,
        title=str(table.sheet.title) if table else row.kind,
        file_name=str(held.get("name", "")),
        state=RunState(row.state),
        rows=row.rows,
        counts={one.value: getattr(row, f"count_{one.value}") for one in Verdict},
        waiting=row.count_waiting,
        done=row.count_done,
        left=row.count_new,
        unread=tuple(held.get("unread", ())),
        created_at=row.created_at,
        finished_at=row.finished_at,
        erased_at=row.erased_at,
    )


def _row_view(found: SheetRun, line: SheetRow, table: Importer | None) -> RowView:
    held = opened(found, line.sealed)
    names = {column.id: str(column.name) for column in table.sheet.columns} if table else {}
    url = reverse(table.page, args=[line.made]) if table and table.page and line.made else ""
    return RowView(
        number=line.number,
        verdict=line.verdict,
        state=RowState(line.state),
        label=str(held.get("label", "")),
        faults=tuple(
            FaultView(names.get(one["column"], one["column"]), _said(one))
            for one in held.get("faults", ())
        ),
        notes=tuple(_said(one) for one in held.get("notes", ())),
        made=line.made,
        url=url,
    )


def _said(words: dict[str, str]) -> str:
    return str(Localised(words["zh"], words["en"]))


def _help(column: Column) -> str:
    if not column.choices:
        return str(column.help)
    gap = "、" if (get_language() or "").startswith("zh") else ", "
    listed = gap.join(str(label) for _value, label in column.choices)
    return f"{column.help} {listed}".strip()
