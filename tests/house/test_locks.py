"""The two locks agree, and every pin has its hashes."""

import re

from tests.house.house import ROOT

PIN = re.compile(r"^([a-z0-9-]+(?:\[[a-z,]+\])?)==(\S+)", re.MULTILINE)


def pins(lock):
    return dict(PIN.findall((ROOT / "requirements" / f"{lock}.txt").read_text()))


def test_tests_run_on_what_the_product_runs_on():
    test = pins("test")
    assert {
        name: version for name, version in pins("linli").items() if test.get(name) != version
    } == {}


def test_every_pin_has_a_hash():
    for lock in ("linli", "test"):
        entries = re.split(r"\n(?=\S)", (ROOT / "requirements" / f"{lock}.txt").read_text().strip())
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
