"""Leaves a register alone for a while that failed several times in a row; kept by each process.

Not in the database: it saves time, and a process that does not know yet loses two seconds once.
"""

from __future__ import annotations

from threading import Lock
from time import monotonic

FAILURES = 3
REST = 60.0  # seconds

_lock = Lock()
_failed: dict[str, tuple[int, float]] = {}  # register: how often in a row, rests until


def rests(register: str) -> bool:
    """Say whether a register is left alone now; after its rest one question is let through."""
    with _lock:
        count, until = _failed.get(register, (0, 0.0))
        if count < FAILURES:
            return False
        if monotonic() < until:
            return True
        _failed[register] = (FAILURES, monotonic() + REST)  # others wait for what becomes of it
        return False


def worked(register: str) -> None:
    """Note that a register answered."""
    with _lock:
        _failed.pop(register, None)


def failed(register: str) -> None:
    """Note that it did not."""
    with _lock:
        count, _until = _failed.get(register, (0, 0.0))
        _failed[register] = (count + 1, monotonic() + REST)


def forget() -> None:
    """Forget every failure."""
    with _lock:
        _failed.clear()
