"""What the log keeps out of sight, and what its proof does not let pass."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from linli.foundation.actors.values import Actor, Channel, Holding, Role
from linli.foundation.audit import queries, registry, services, triggers
from linli.foundation.audit.forms import FilterForm
from linli.foundation.audit.models import AuditEntry
from linli.foundation.audit.tests.test_log import HEPING, HEXI, NOW, own, record
from linli.foundation.audit.values import Broken, EntryFilter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path, monkeypatch):
    """Roots of this test only, and no chains of other rooms."""
    settings.VAR = tmp_path
    monkeypatch.setattr(registry, "_chains", {})
    monkeypatch.setattr(registry, "_guarded", {"audit_auditentry": "", "audit_auditbatch": ""})


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOW + timedelta(seconds=1)},
        {"account_id": 8},
        {"actor_name": "李"},
        {"post_id": 2},
        {"division_code": HEXI},
        {"channel": Channel.API},
        {"act": "case.read"},
        {"kind": "case"},
        {"subject": "2"},
        {"reason": "好奇"},
        {"data": {"field": "number"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_no_part_of_a_sealed_entry_changes_unnoticed(change):
    record()
    services.seal(NOW)
    with triggers.lifted(connection):
        AuditEntry.objects.update(**change)
    assert isinstance(own(), Broken)


def test_broken_chain_of_another_room_is_told():
    registry.chain("cases", lambda _progress: Broken("cases", "1", "changed"))
    assert [type(found) for found in services.verify()][-1] is Broken


@pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="PostgreSQL guards a table by one trigger: there is no half",
)
def test_half_a_guard_is_none():
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{triggers.NAME}audit_auditentry_delete"')
    missing, _whole = services.verify()
    assert isinstance(missing, Broken)


def test_auditor_reads_nothing_by_another_post():
    posts = (
        Holding(1, Role.AUDITOR, 1, "和平", HEPING),
        Holding(2, Role.CLERK, 2, "河西", HEXI),
    )
    record("here", division_code=HEPING)
    record("there", division_code=HEXI)
    found = queries.entries(Actor(account_id=7, holdings=posts)).entries
    assert [entry.subject for entry in found] == ["here"]


def test_filter_ends_before_its_end():
    record()
    page = queries.entries(
        Actor(is_system=True), asked=EntryFilter(since=NOW - timedelta(hours=1), until=NOW)
    )
    assert page.entries == ()


def test_last_day_asked_for_is_read_whole():
    until = FilterForm({"until": "2026-11-23"}).asked().until
    assert until is not None
    assert timezone.localtime(until) == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert timezone.localdate(until) == date(2026, 11, 24)


def test_long_reason_is_cut_and_the_act_still_recorded():
    record(reason="长" * 400)
    assert AuditEntry.objects.get().reason == "长" * 300
