"""The views' clock stands still."""

import pytest

from linli.foundation.calendar import clock
from linli.registers.people import registry
from linli.registers.people.tests.factories import NOW, TODAY


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    """Ten in the morning of 20 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def offered(monkeypatch):
    """One service that a mandate can be limited to."""
    monkeypatch.setattr(registry, "_items", [lambda: (("B3.21-22", "两项补贴"),)])
