"""What must not stand in the project's files."""

import re

import pytest

from tests.house.house import ROOT, SRC, text_of, tracked

FILES = tracked()
MACHINE = re.compile("/(?:wor" + "k|far" + r"m)/[a-z]")
REGISTRY = re.compile(
    "index-" + r"url|registry ?= ?http|\"resolved\": ?\"http|^source = \{ registry", re.MULTILINE
)
UNFINISHED = re.compile(
    "|".join(("NotImplemented" + "Error", "TO" + "DO", "FIX" + "ME", "XX" + "X"))
)
NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LIMIT = 2 * 1024 * 1024


def names(paths):
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def test_no_path_of_a_machine():
    assert names(path for path in FILES if MACHINE.search(text_of(path))) == []


def test_no_address_of_a_registry():
    shown = [path for path in FILES if path.suffix != ".md"]
    assert names(path for path in shown if REGISTRY.search(text_of(path))) == []


def test_nothing_unfinished():
    ours = [path for path in FILES if path.is_relative_to(SRC) and "vendor" not in path.parts]
    ours = [path for path in ours if path.suffix in {".py", ".html", ".css", ".js", ".yaml"}]
    assert names(path for path in ours if UNFINISHED.search(text_of(path))) == []


def test_no_large_file():
    assert names(path for path in FILES if path.stat().st_size > LIMIT) == []


def is_a_real_persons(number):
    """Whether the number passes the check of GB 11643 and its birth date is not in the future.

    Tests and the demonstration use numbers with order 000 to 009 (the last three digits before the
    check digit), which the police have not handed out in the regions we use.
    """
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    fits = "10X98765432"[total % 11] == number[17].upper()
    return fits and number[6:8] in {"18", "19", "20"} and not number[14:17].startswith("00")


@pytest.mark.parametrize("folder", ["src", "tests", "packs", "docs"])
def test_no_personal_number(folder):
    shown = [path for path in FILES if path.is_relative_to(ROOT / folder)]
    found = {number for path in shown for number in NUMBER.findall(text_of(path))}
    assert sorted(number for number in found if is_a_real_persons(number)) == []
