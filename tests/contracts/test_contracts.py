"""Each import contract is shown to hold by breaking it in a small house of the same shape."""

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("faces", "oversight", "engines", "registers", "foundation")
FILES = (
    "apps",
    "portal",
    "desk",
    "api",
    "forms",
    "services",
    "queries",
    "rules",
    "models",
    "schemas",
    "registry",
    "values",
)
ROOMS = (
    "faces/portal/views",
    "config/settings",
    "config/urls",
    "config/test_settings",
    *(f"foundation/files/{name}" for name in FILES),
    *(f"registers/places/{name}" for name in FILES),
    *(f"registers/people/{name}" for name in FILES),
    *(f"engines/cases/{name}" for name in FILES),
    *(f"oversight/indicators/{name}" for name in FILES),
)
BREAKS = {
    "a room imports the floor above": (
        1,
        "registers/places/services",
        "linli.engines.cases.values",
    ),
    "a floor nobody declared": (1, "attic/boxes/values", ""),
    "models ask queries": (2, "registers/places/models", "linli.registers.places.queries"),
    "a stray file": (2, "registers/places/helpers", ""),
    "services know a form": (2, "registers/places/services", "linli.registers.places.forms"),
    "a view reads a table": (3, "engines/cases/portal", "linli.engines.cases.models"),
    "a schema reads a table": (3, "engines/cases/forms", "linli.engines.cases.models"),
    "rules know Django": (4, "engines/cases/rules", "django.db.models"),
    "rules of the foundation ask": (4, "foundation/files/rules", "linli.foundation.files.queries"),
    "settings imported": (6, "config/urls", "linli.config.settings"),
    "a back door": (7, "engines/cases/services", "linli.registers.places.rules"),
    "a bare room": (7, "engines/cases/services", "linli.registers.places"),
    "a registry outside apps": (7, "engines/cases/services", "linli.registers.places.registry"),
    "a table of a library": (7, "engines/cases/services", "linli.foundation.files.models"),
}
ALLOWED = {
    "the front door": ("engines/cases/services", "linli.registers.places.queries"),
    "a registry from apps": ("engines/cases/apps", "linli.registers.places.registry"),
    "a face mounts a view": ("faces/portal/views", "linli.engines.cases.portal"),
    "a library's module": ("engines/cases/services", "linli.foundation.files.registry"),
    "a test goes where it likes": ("registers/places/tests/test_x", "linli.engines.cases.models"),
}


@pytest.fixture
def house(tmp_path):
    for path in ("__main__", "conftest", *ROOMS):
        write(tmp_path, path)
    return tmp_path


def write(house, path, imported=""):
    file = house / "linli" / f"{path}.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    for folder in [file.parent, *file.parents]:
        if folder.is_relative_to(house / "linli"):
            (folder / "__init__.py").touch()
    with file.open("a") as text:
        text.write(f"import {imported}\n" if imported else "")


def broken(house):
    """Return the numbers of the contracts that the house breaks."""
    said = subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--no-cache",
            "--config",
            ROOT / ".importlinter",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{house}:{ROOT}"},
    ).stdout
    assert "Contracts: " in said, said
    return {int(number) for number in re.findall(r"^(\d) .* BROKEN", said, re.MULTILINE)}


def test_plain_house_keeps_all(house):
    assert broken(house) == set()


@pytest.mark.parametrize(("contract", "path", "imported"), BREAKS.values(), ids=BREAKS)
def test_break_is_seen(house, contract, path, imported):
    write(house, path, imported)
    assert broken(house) == {contract}


def test_ring_is_seen(house):
    write(house, "registers/places/services", "linli.registers.people.queries")
    write(house, "registers/people/services", "linli.registers.places.queries")
    assert broken(house) == {5}


@pytest.mark.parametrize(("path", "imported"), ALLOWED.values(), ids=ALLOWED)
def test_allowed_passes(house, path, imported):
    write(house, path, imported)
    assert broken(house) == set()


def test_every_floor_that_stands_is_covered():
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    files = contracts["importlinter:contract:files"]["containers"].split()
    rings = contracts["importlinter:contract:rings"]["ancestors"].split()
    standing = {
        path.name for path in (ROOT / "src" / "linli").iterdir() if (path / "__init__.py").exists()
    }
    assert set(rings) == {f"linli.{floor}" for floor in standing - {"config"}}
    assert set(files) == {
        f"linli.{floor}.*" for floor in standing - {"config", "faces", "foundation"}
    }
