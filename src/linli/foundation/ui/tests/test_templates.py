"""Rules that hold for every template of the house."""

import re
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = Path(settings.ROOT) / "src" / "linli"
TEMPLATES = [
    pytest.param(path, id=path.relative_to(HOUSE).as_posix())
    for path in sorted(HOUSE.rglob("templates/**/*.html"))
]
SPRITE = (HOUSE / "foundation/ui/static/vendor/tabler/icons.svg").read_text(encoding="utf-8")
ICONS = set(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE))


@pytest.mark.parametrize("path", TEMPLATES)
def test_no_style_and_no_script_is_written_into_a_page(path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []


@pytest.mark.parametrize("path", TEMPLATES)
def test_every_icon_is_in_the_sprite(path):
    named = re.findall(
        r"""\{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon=["']([a-z0-9-]+)["']""",
        path.read_text(encoding="utf-8"),
    )

    assert {name for pair in named for name in pair if name} - ICONS == set(), "run script/vendor"
