import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from linli.foundation.actors.values import ANONYMOUS, SYSTEM
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError
from linli.foundation.packs import queries, registry, services
from linli.foundation.packs.registry import Section
from linli.foundation.packs.schemas import Shape, Text
from linli.foundation.packs.values import Act, Change, PackError

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
PACK = """pack: small
name: {zh: 小城, en: Smalltown}
division: "990000000000"
hotline: "12345"
receipt_prefix: XX
"""


class Thing(Shape):
    name: Text
    size: int


@pytest.fixture
def pack(tmp_path, monkeypatch):
    monkeypatch.setattr(
        registry,
        "_sections",
        {"pack": registry._sections["pack"], "things": Section("things", "things/*.yaml", Thing)},
    )
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "things").mkdir()
    return tmp_path


def write(pack, text, name="a"):
    (pack / "things" / f"{name}.yaml").write_text(text)


def test_a_right_pack_has_no_faults(pack):
    write(pack, "name: {zh: 甲, en: A}\nsize: 3\n")
    assert services.check(pack) == ()


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("name: {zh: 甲, en: A}\n", 1, "size"),
        ("size: 3\nname: {zh: 甲}\n", 2, "name"),
        ("size: 3\nname: 甲\n", 2, "name"),
        ("size: 3\nname: {zh: 甲, en: A}\nsiez: 4\n", 3, "siez"),
        ("name: {zh: 甲, en: A}\nsize: many\n", 2, "size"),
        ("- a\n", 1, "-"),
    ],
)
def test_a_fault_says_file_line_field_and_mend(pack, text, line, field):
    write(pack, text)
    (fault,) = services.check(pack)
    assert (fault.file, fault.line, fault.field) == ("things/a.yaml", line, field)
    assert fault.message
    assert fault.mend


def test_a_misspelt_word_is_put_right(pack):
    write(pack, "size: 3\nname: {zh: 甲, en: A}\nsiez: 4\n")
    assert "size" in services.check(pack)[0].mend


def test_a_file_that_nobody_reads_is_a_fault(pack):
    (pack / "stray.yaml").write_text("a: 1")
    assert [fault.file for fault in services.check(pack)] == ["stray.yaml"]


def test_without_pack_yaml_there_is_no_pack(pack):
    (pack / "pack.yaml").unlink()
    assert [fault.file for fault in services.check(pack)] == ["pack.yaml"]


def test_checks_see_the_whole_pack(pack, monkeypatch):
    def check(read):
        for document in read.of("things"):
            if document.value.size > 5:
                yield document.fault(("size",), "is large", "make it small")

    monkeypatch.setitem(
        registry._sections, "things", Section("things", "things/*.yaml", Thing, check=check)
    )
    write(pack, "name: {zh: 甲, en: A}\nsize: 9\n")
    assert [str(fault) for fault in services.check(pack)] == [
        "things/a.yaml:2 size: is large → make it small"
    ]


@pytest.mark.django_db
class TestLoad:
    def test_reports_what_changed_and_notes_who_did_it(self, pack, monkeypatch):
        done = [Change("things", "a", Act.ADDED), Change("things", "b", Act.UNCHANGED)]
        monkeypatch.setitem(
            registry._sections,
            "things",
            Section("things", "things/*.yaml", Thing, load=lambda _pack, _now: done),
        )
        assert services.load(SYSTEM, root=pack, now=NOW) == (done[0],)
        assert AuditEntry.objects.count() == 1

    def test_nothing_changed_nothing_noted(self, pack):
        assert services.load(SYSTEM, root=pack, now=NOW) == ()
        assert AuditEntry.objects.count() == 0

    def test_one_fault_and_nothing_is_loaded(self, pack, monkeypatch):
        def load(_pack, _now):
            raise AssertionError

        monkeypatch.setitem(
            registry._sections, "things", Section("things", "things/*.yaml", Thing, load=load)
        )
        write(pack, "size: 3\n")
        with pytest.raises(PackError) as caught:
            services.load(SYSTEM, root=pack, now=NOW)
        assert "things/a.yaml:1 name" in str(caught.value)

    def test_who_may_not_loads_nothing(self, pack):
        with pytest.raises(ForbiddenError):
            services.load(ANONYMOUS, root=pack, now=NOW)


def test_command_prints_faults_and_ends_with_one(pack):
    write(pack, "size: 3\n")
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("packs", "check", pack=pack, stdout=out)
    assert caught.value.returncode == 1
    assert out.getvalue().startswith("things/a.yaml:1 name: ")


def test_command_check_asks_no_database(pack):
    out = StringIO()
    call_command("packs", "check", pack=pack, stdout=out)
    assert out.getvalue()


def test_command_writes_a_schema_for_each_section(pack, tmp_path):
    call_command("packs", "schema", out=tmp_path / "schemas", stdout=StringIO())
    schema = json.loads((tmp_path / "schemas" / "things.schema.json").read_text())
    assert set(schema["properties"]) == {"name", "size"}


def test_facts_of_the_city(pack, settings):
    settings.PACK = pack
    facts = queries.facts()
    assert (facts.name.en, facts.receipt_prefix) == ("Smalltown", "XX")
