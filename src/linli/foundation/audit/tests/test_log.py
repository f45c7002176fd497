import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from linli.foundation.actors.values import SYSTEM, Actor, Channel, Holding, Role
from linli.foundation.audit import chain, queries, registry, services, triggers
from linli.foundation.audit.models import AuditBatch, AuditEntry
from linli.foundation.audit.values import Broken, EntryFilter, Verified
from linli.foundation.errors.values import ForbiddenError

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
HEPING, HEXI = "120101000000", "120103000000"
pytestmark = pytest.mark.django_db


def holder(role, division, account_id=7):
    held = Holding(1, role, 1, "an organisation", division)
    return Actor(account_id=account_id, name="王", holdings=(held,), channel=Channel.DESK)


CLERK = holder(Role.CLERK, "120101001000")
RESIDENT = Actor(account_id=9, name="张三")


@pytest.fixture(autouse=True)
def place(settings, tmp_path, monkeypatch):
    """Roots of this test only, and no chains of other rooms."""
    settings.VAR = tmp_path
    monkeypatch.setattr(registry, "_chains", {})
    monkeypatch.setattr(registry, "_guarded", {"audit_auditentry": "", "audit_auditbatch": ""})


def record(subject="1", actor=CLERK, **changes):
    given: dict[str, Any] = {"act": "identity.unmasked", "kind": "people.document"}
    given |= {"reason": "核对", "now": NOW}
    services.record(actor, subject=subject, **(given | changes))


def own() -> Any:
    (result,) = services.verify()
    return result


def test_record_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        record(data={"field": "number"})


def test_entry_says_who_where_and_why():
    record()
    entry = AuditEntry.objects.get()
    assert (entry.account_id, entry.actor_name, entry.post_id) == (7, "王", 1)
    assert (entry.division_code, entry.channel, entry.reason) == ("120101001000", "desk", "核对")


def test_name_of_a_resident_is_not_kept():
    record(actor=RESIDENT)
    assert AuditEntry.objects.get().actor_name == ""


def test_data_that_cannot_be_sealed_is_refused_at_once():
    with pytest.raises(TypeError):
        record(data={"share": 0.5})
    assert AuditEntry.objects.count() == 0


def test_sealed_log_is_whole():
    for number in range(5):
        record(str(number))
    assert services.seal(NOW) == 5
    record("later")
    assert services.seal(NOW) == 1
    result = own()
    assert (result.chain, result.links, result.unsealed) == ("audit", 6, 0)
    assert services.seal(NOW) == 0


def test_batches_follow_each_other(monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)
    for number in range(5):
        record(str(number))
    assert services.seal(NOW) == 5
    assert list(AuditBatch.objects.values_list("number", "entries")) == [(1, 2), (2, 2), (3, 1)]
    assert own().links == 5


@pytest.mark.parametrize(
    "change", [{"reason": "x"}, {"account_id": 8}, {"batch": None}, {"digest": b"x" * 32}]
)
def test_database_refuses_to_change_a_sealed_entry(change):
    record()
    services.seal(NOW)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(**change)
    assert own().links == 1


def test_database_refuses_to_delete():
    record()
    services.seal(NOW)
    for model in (AuditEntry, AuditBatch):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            model.objects.all()._raw_delete("default")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditBatch.objects.update(entries=2)


@pytest.fixture
def unguarded():
    """What somebody does who owns the database: no guards."""
    triggers.remove(connection, "audit_auditentry")
    triggers.remove(connection, "audit_auditbatch")
    registry._guarded.clear()


def test_changed_entry_is_named(unguarded):
    for number in range(5):
        record(str(number))
    services.seal(NOW)
    changed = AuditEntry.objects.order_by("pk")[2]
    AuditEntry.objects.filter(pk=changed.pk).update(reason="another")
    result = own()
    assert (result.row, result.links) == (f"entry {changed.pk}", 2)


def test_removed_entry_is_found_at_the_next(unguarded):
    for number in range(3):
        record(str(number))
    services.seal(NOW)
    _first, second, third = AuditEntry.objects.order_by("pk")
    second.delete()
    assert own().row == f"entry {third.pk}"


def test_removed_last_entry_is_found(unguarded):
    record("1")
    record("2")
    services.seal(NOW)
    AuditEntry.objects.order_by("pk")[1].delete()
    assert own().row == "batch 1"


def test_log_rewritten_from_the_start_differs_from_the_root_kept(unguarded):
    record()
    services.seal(NOW)
    AuditEntry.objects.update(reason="another", batch=None, digest=None)
    AuditBatch.objects.all().delete()
    services._seal_batch(NOW)
    assert own().why == "its root differs from the one written that day"


def test_removed_batch_is_known_from_the_root_kept(unguarded):
    record()
    services.seal(NOW)
    AuditEntry.objects.all().delete()
    AuditBatch.objects.all().delete()
    assert isinstance(own(), Broken)


def test_missing_guard_is_said():
    triggers.remove(connection, "audit_auditentry")
    missing, whole = services.verify()
    assert isinstance(missing, Broken)
    assert (missing.chain, missing.row) == ("guard", "audit_auditentry")
    assert isinstance(whole, Verified)
    triggers.install(connection, "audit_auditentry", fill_once=["batch_id", "digest"])


def test_daily_root_names_every_chain():
    registry.chain("cases", lambda _progress: Verified("cases", 0), lambda: b"\x01" * 32)
    record()
    services.seal(NOW)
    text = services.write_root(NOW).read_text(encoding="ascii")
    root = bytes(AuditBatch.objects.get().root).hex()
    assert text.splitlines() == [
        "at 2026-11-23T14:00:00+08:00",
        f"audit 1 {root}",
        f"cases - {'01' * 32}",
    ]


def test_command_proves_or_names_the_break(unguarded):
    record()
    services.seal(NOW)
    out = io.StringIO()
    call_command("audit", "verify", stdout=out)
    assert out.getvalue().startswith("whole audit: 1 links, head ")
    AuditEntry.objects.update(reason="another")
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify", stdout=out)
    assert ended.value.code == 1
    assert f"BROKEN audit: entry {AuditEntry.objects.get().pk}" in out.getvalue()


def test_auditor_reads_what_lies_under_the_division(django_assert_num_queries):
    record("heping")
    record("hexi", holder(Role.CLERK, "120103001001"))
    record("resident", RESIDENT)
    auditor = holder(Role.AUDITOR, HEPING)
    with django_assert_num_queries(1):
        page = queries.entries(auditor)
    assert [entry.subject for entry in page.entries] == ["heping"]
    city = holder(Role.AUDITOR, "120000000000")
    assert len(queries.entries(city).entries) == 3


def test_only_auditors_read_the_log():
    for actor in (CLERK, RESIDENT, Actor(), holder(Role.OPERATOR, HEPING)):
        with pytest.raises(ForbiddenError):
            queries.entries(actor)


def test_log_is_filtered_and_paged():
    for number in range(5):
        record(str(number), now=NOW + timedelta(hours=number))
    record("other", act="case.read")
    first = queries.entries(SYSTEM, asked=EntryFilter(act="identity.unmasked"), limit=3)
    assert [entry.subject for entry in first.entries] == ["4", "3", "2"]
    rest = queries.entries(
        SYSTEM, asked=EntryFilter(act="identity.unmasked"), before=first.next_before, limit=3
    )
    assert [entry.subject for entry in rest.entries] == ["1", "0"]
    assert rest.next_before is None
    since = EntryFilter(since=NOW + timedelta(hours=4))
    assert [entry.subject for entry in queries.entries(SYSTEM, asked=since).entries] == ["4"]


def test_genesis_is_the_root_of_an_empty_log():
    assert services.write_root(NOW).read_text().endswith(f"audit 0 {chain.GENESIS.hex()}\n")
    assert own() == Verified("audit", 0, chain.GENESIS.hex())


def test_auditor_sees_the_page_and_a_clerk_does_not(client_for, auditor, clerk):
    record("k42")
    page = client_for(auditor).get("/desk/audit/?kind=people.document")
    assert page.status_code == 200
    assert "k42" in page.text
    assert client_for(auditor).get("/desk/audit/?since=x").status_code == 422
    assert "ll-empty" in client_for(auditor).get("/desk/audit/?subject=none").text
    assert client_for(clerk).get("/desk/audit/").status_code == 403
