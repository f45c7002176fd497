"""Every setting is documented, and nothing is documented that is not a setting."""

import re

from tests.house.house import ROOT, SRC

NAME = re.compile(r"\bLINLI_[A-Z_]+\b")


def used():
    files = [*SRC.rglob("*.py"), *ROOT.glob("script/*")]
    shown = [path for path in files if path.is_file() and "tests" not in path.parts]
    shown = [path for path in shown if path.name != "test_settings.py"]
    return {name for path in shown for name in NAME.findall(path.read_text("utf-8"))}


def documented():
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    return set(re.findall(r"^\| `(LINLI_[A-Z_]+)` \|", text, re.MULTILINE))


def test_every_setting_is_documented():
    assert used() - {"LINLI_TEST_DB", "LINLI_"} == documented()
