"""The pack of Tianjin: all divisions, all organisations."""

import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from linli.foundation.actors.values import SYSTEM
from linli.foundation.packs import reader
from linli.foundation.packs.schemas import validated
from linli.foundation.packs.values import Pack
from linli.registers.organisations import queries, schemas, services
from linli.registers.organisations.models import Organisation
from linli.registers.places import schemas as place_schemas
from linli.registers.places import services as places
from linli.registers.places.models import Division
from linli.registers.places.values import Level

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ROOT = Path(settings.ROOT) / "packs" / "tianjin"
PLAN = {  # domain.md §11
    "streets": 124,
    "towns": 125,
    "townships": 3,
    "zones": 47,
}


def _read(glob, schema=None):
    documents = []
    for path in sorted(ROOT.glob(glob)):
        document, faults = reader.read(path, root=ROOT)
        assert document is not None
        assert not faults
        if schema:
            value, faults = validated(document, schema)
            assert not faults
            document = replace(document, value=value)
        documents.append(document)
    return tuple(documents)


@pytest.fixture(scope="module")
def pack():
    return Pack(
        ROOT,
        {
            place_schemas.SECTION: _read("divisions/*.csv"),
            place_schemas.EDITION_SECTION: _read("divisions/edition.yaml", place_schemas.Edition),
            schemas.SECTION: _read("organisations.yaml", schemas.Templates),
        },
    )


def _file(pack):
    file = place_schemas.division_file(pack)
    assert file is not None
    return file


@pytest.fixture
def loaded(pack, db):
    file = _file(pack)
    started = time.monotonic()
    places.load(SYSTEM, file=file, now=NOW)
    took = time.monotonic() - started
    services.load(
        SYSTEM, templates=schemas.templates(pack), valid_from=file.edition.state_on, now=NOW
    )
    return took


def test_pack_has_no_faults(pack):
    assert list(place_schemas.check(pack)) == []
    assert list(schemas.check(pack)) == []


@pytest.mark.plan("A1")
def test_all_is_there_and_again_changes_nothing(pack, loaded):
    levels = Counter(Division.objects.values_list("level", flat=True))
    assert levels == {Level.CITY: 1, Level.DISTRICT: 16, Level.STREET: 299, Level.COMMUNITY: 5617}
    kinds = Counter(Organisation.objects.values_list("function", flat=True))
    assert (kinds["street_office"], kinds["committee"], kinds["justice"]) == (299, 5617, 17)
    assert Organisation.objects.filter(parent=None).count() == 1
    assert loaded < 10  # less than 3 s on a desk; a shared build machine is slower
    file = _file(pack)
    assert places.load(SYSTEM, file=file, now=NOW) == ()
    again = services.load(
        SYSTEM, templates=schemas.templates(pack), valid_from=file.edition.state_on, now=NOW
    )
    assert again == ()


@pytest.mark.plan("A1", "B8")
def test_every_community_has_a_line_to_the_city(loaded):
    committee = queries.responsible(
        function="committee", level=Level.COMMUNITY, division_code="120119203206"
    )
    assert committee is not None
    line = queries.organisations(queries.line_of(committee.id))
    assert [view.name for view in sorted(line.values(), key=lambda v: -v.level)] == [
        "孙各庄满族乡人民政府",
        "天津市蓟州区人民政府",
        "天津市人民政府",
    ]


def test_hand_edited_names_stay(pack, loaded):
    row = Organisation.objects.get(function="civil_affairs", division__code="120101000000")
    Organisation.objects.filter(pk=row.pk).update(name="和平民政", is_edited=True)
    file = _file(pack)
    services.load(
        SYSTEM, templates=schemas.templates(pack), valid_from=file.edition.state_on, now=NOW
    )
    row.refresh_from_db()
    assert row.name == "和平民政"
