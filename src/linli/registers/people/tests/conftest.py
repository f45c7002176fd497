"""The views' clock stands still."""

import pytest

from linli.foundation.calendar import clock
from linli.registers.people.tests.factories import NOW, TODAY


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    """Ten in the morning of 20 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
