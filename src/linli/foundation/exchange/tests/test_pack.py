import shutil

import pytest
from django.conf import settings

from linli.foundation.exchange import queries
from linli.foundation.packs import services as packs


@pytest.fixture
def pack(tmp_path):
    root = tmp_path / "pack"
    root.mkdir()
    for name in ("pack.yaml", "registers.yaml"):
        shutil.copy(settings.PACK / name, root / name)
    return root


def changed(pack, old, new):
    path = pack / "registers.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return [fault for fault in packs.check(pack) if fault.file == "registers.yaml"]


def test_the_citys_registers_have_no_fault(pack):
    assert packs.check(pack) == ()
    assert len(queries._registers(pack)) == 8


def test_one_fact_has_one_register(pack):
    faults = changed(pack, "vehicles.cars:", "property.homes:")
    assert [fault.field for fault in faults] == ["registers.vehicles.facts.property.homes"]


def test_a_fact_of_no_kind_is_a_fault(pack):
    assert changed(pack, "type: boolean", "type: truth")


def test_a_pack_without_registers_declares_none(tmp_path):
    shutil.copy(settings.PACK / "pack.yaml", tmp_path / "pack.yaml")
    assert queries._registers(tmp_path) == {}
