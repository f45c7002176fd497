"""The papers of the project: present, linked, and valid where they have a form."""

import re

import pytest
from ruamel.yaml import YAML

from tests.house.house import ROOT

PAPERS = ("README.md", "README.zh.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("name", PAPERS)
def test_paper_is_there(name):
    assert (ROOT / name).stat().st_size > 100


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    lost = [to for to in LINK.findall(path.read_text("utf-8")) if not (path.parent / to).exists()]
    assert lost == []


def test_publiccode_says_what_the_standard_asks():
    code = YAML(typ="safe").load((ROOT / "publiccode.yml").read_text("utf-8"))
    assert {
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    } <= code.keys()
    for description in code["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]
    assert code["legal"]["license"] == "MulanPSL-2.0"


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
