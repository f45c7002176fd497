"""From the upload to the last row: small at once, large by the worker, never twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.jobs.models import OutboxMessage
from linli.foundation.sheets import queries, registry, services, workbooks
from linli.foundation.sheets.models import SheetRow, SheetRun
from linli.foundation.sheets.registry import Importer
from linli.foundation.sheets.tests.factories import csv, upload
from linli.foundation.sheets.values import (
    Checked,
    Column,
    Made,
    Mode,
    RunState,
    Sheet,
    SheetBusyError,
    SheetErasedError,
    SheetError,
    SheetPermission,
    Verdict,
)
from linli.registers.people.tests.factories import NOW

SHEET = Sheet("toys", "玩具", (Column("name", "名称", is_required=True),), key=("name",))


@pytest.fixture
def made():
    """Take toys; what was written is in the list."""
    written = []

    def check(_actor, *, rows, now):
        return [Checked(Verdict.NEW, row.text("name")) for row in rows]

    def load(_actor, *, row, now):
        if row.text("name") == "bad":
            raise SheetError(code="bad")
        written.append(row.text("name"))
        return Made(uuid4())

    registry.register(Importer(SHEET, SheetPermission.TAKE, check, load))
    yield written
    registry.forget("toys")


def take(actor, *names):
    file = upload(csv(("名称",), *((name,) for name in names)), "toys.csv")
    return services.take(actor, kind="toys", upload=file, now=NOW)


def many(count):
    return [f"toy {one}" for one in range(count)]


def work(until=20):
    for step in range(until):
        jobs.run_due(now=NOW + timedelta(seconds=step))


def test_few_rows_are_checked_at_once(clerk, made):
    run = queries.run(clerk, run_id=take(clerk, "a", "b"))
    assert (run.state, run.left, run.waiting) == (RunState.CHECKED, 2, 0)
    assert made == []


def test_many_rows_wait_for_the_worker(clerk, made):
    run_id = take(clerk, *many(1100))
    assert queries.run(clerk, run_id=run_id).state == RunState.CHECKING
    work()
    assert queries.run(clerk, run_id=run_id).left == 1100


def test_many_rows_are_taken_in_step_by_step(clerk, made):
    run_id = take(clerk, *many(1100))
    work()
    services.load(clerk, run_id=run_id, mode=Mode.GOOD, now=NOW + timedelta(minutes=1))
    jobs.run_due(now=NOW + timedelta(minutes=1), limit=1)
    assert len(made) == 500
    for step in range(2, 8):
        jobs.run_due(now=NOW + timedelta(minutes=step))
    assert (len(made), queries.run(clerk, run_id=run_id).state) == (1100, RunState.DONE)


def test_a_message_that_comes_again_writes_nothing_twice(clerk, made):
    run_id = take(clerk, *many(300))
    work()
    services.load(clerk, run_id=run_id, mode=Mode.GOOD, now=NOW + timedelta(minutes=1))
    jobs.run_due(now=NOW + timedelta(minutes=2))
    OutboxMessage.objects.update(done_at=None, attempts=0)
    jobs.run_due(now=NOW + timedelta(minutes=20))
    assert len(made) == 300


def test_a_refused_row_stays_and_is_named(clerk, made):
    run_id = take(clerk, "a", "bad")
    services.load(clerk, run_id=run_id, mode=Mode.GOOD, now=NOW)
    rows, _more = queries.rows(clerk, run_id=run_id, shown="refused")
    assert made == ["a"]
    assert [row.number for row in rows] == [3]


def test_all_or_nothing(clerk, made):
    run_id = take(clerk, "a", "bad")
    services.load(clerk, run_id=run_id, mode=Mode.TOGETHER, now=NOW)
    assert not SheetRow.objects.filter(state="done").exists()
    assert queries.run(clerk, run_id=run_id).state == RunState.CHECKED


def test_a_second_press_finds_nothing_to_do(clerk, made):
    run_id = take(clerk, "a")
    services.load(clerk, run_id=run_id, mode=Mode.GOOD, now=NOW)
    with pytest.raises(SheetBusyError):
        services.load(clerk, run_id=run_id, mode=Mode.GOOD, now=NOW)
    assert made == ["a"]


def test_faults_come_back_in_the_first_column(clerk, made):
    run_id = take(clerk, "a", "x" * 300)
    lines = list(workbooks.read(queries.with_faults(clerk, run_id=run_id)))
    assert [line[1] for line in lines[1:]] == ["a", "x" * 300]
    assert lines[1][0] in {None, ""}
    assert "200" in lines[2][0]


def test_contents_are_sealed_and_forgotten(clerk, made):
    run_id = take(clerk, "a secret")
    row = SheetRow.objects.get()
    assert b"secret" not in bytes(row.sealed or b"")
    services.erase(now=NOW + timedelta(days=31))
    row.refresh_from_db()
    assert (row.sealed, SheetRun.objects.get().key) == (None, None)
    with pytest.raises(SheetErasedError):
        services.load(clerk, run_id=run_id, mode=Mode.GOOD, now=NOW)


def test_what_is_young_stays(clerk, made):
    take(clerk, "a")
    assert services.erase(now=NOW + timedelta(days=29)) == 0


def test_thrown_away(clerk, made):
    run_id = take(clerk, "a")
    services.discard(clerk, run_id=run_id, now=NOW)
    assert not SheetRun.objects.exists()


def test_what_was_taken_in_is_not_thrown_away(clerk, made):
    run_id = take(clerk, "a")
    services.load(clerk, run_id=run_id, mode=Mode.GOOD, now=NOW)
    with pytest.raises(SheetBusyError):
        services.discard(clerk, run_id=run_id, now=NOW)
    assert SheetRun.objects.count() == 1


def test_nobody_sees_the_table_of_another(clerk, other_clerk, made):
    run_id = take(clerk, "a")
    with pytest.raises(NotFoundError):
        queries.run(other_clerk, run_id=run_id)


def test_a_resident_takes_nothing_in(resident, made):
    with pytest.raises(ForbiddenError):
        take(resident, "a")
    assert not SheetRun.objects.exists()


def test_a_post_that_ended_stops_the_worker(clerk, made):
    run_id = take(clerk, *many(300))
    SheetRun.objects.update(account_id=999_999)
    work(3)
    assert SheetRun.objects.get(public_id=run_id).state == RunState.STOPPED
    assert made == []


def test_the_log_says_how_many_and_no_name(clerk, made):
    run_id = take(clerk, "a")
    services.load(clerk, run_id=run_id, mode=Mode.GOOD, now=NOW)
    entries = AuditEntry.objects.filter(kind="sheet", subject=str(run_id)).order_by("pk")
    assert [entry.act for entry in entries] == ["sheet.taken", "sheet.load_started", "sheet.loaded"]
    assert entries[2].data == {"kind": "toys", "made": 1, "mode": "good"}
