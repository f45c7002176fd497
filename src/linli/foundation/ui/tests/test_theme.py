"""Colours that can be read, in both modes; and files that are what they say."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "static"
THEME = (STATIC / "ui" / "theme.css").read_text(encoding="utf-8")
SURFACES = ("paper", "card")
TEXTS = ("text", "quiet", "link")
TONES = ("good", "warn", "bad", "info")


def palettes():
    light, auto, dark = (
        dict(re.findall(r"--ll-([a-z-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root(?:\[data-theme=\"\w+\"\])? \{\s*color-scheme[^}]+\}", THEME)
    )
    return light, auto, dark


LIGHT, AUTO, DARK = palettes()
MODES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_dark_by_device_and_dark_by_hand_are_the_same():
    assert AUTO == DARK


@pytest.mark.plan("A8")
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_out_seven_times(mode, surface, text):
    assert contrast(mode[text], mode[surface]) >= 7


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tone", TONES)
def test_tones_can_be_read_on_their_own_ground_and_on_cards(mode, tone):
    assert contrast(mode[tone], mode[f"{tone}-soft"]) >= 4.5
    assert contrast(mode[tone], mode["card"]) >= 4.5
    assert contrast(mode["text"], mode[f"{tone}-soft"]) >= 7


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("on-action", "action"),
        ("on-action", "action-hover"),
        ("on-action", "danger"),
        ("on-brand", "brand"),
        ("on-focus", "focus"),
        ("action", "card"),
        ("action", "brand-soft"),
        ("quiet", "muted"),
        ("edge", "card"),
        ("edge", "paper"),
    ],
)
def test_what_means_something_stands_out(mode, text, ground):
    assert contrast(mode[text], mode[ground]) >= 4.5


def test_the_vendored_files_are_what_the_manifest_says():
    vendor = STATIC / "vendor"
    said = json.loads((vendor / "manifest.json").read_text(encoding="utf-8"))
    hashes = {path: value for package in said for path, value in package["files"].items()}
    kept = {
        path.relative_to(vendor).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert kept == hashes
    assert {package["licence"] for package in said} <= {"MIT", "0BSD"}


def test_no_font_or_crest_of_others_is_shipped():
    css = "".join(path.read_text(encoding="utf-8") for path in STATIC.rglob("*.css"))

    assert "GDS Transport" not in css
    assert "@font-face" not in css
    assert "url(" not in css


def test_a_first_visit_stays_in_its_budget():
    files = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"}]

    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 110_000
