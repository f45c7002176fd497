"""What happens when: everything in the order of time, each followed by what it promised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linli.foundation.jobs import services as jobs
from linli.foundation.notices import services as notices

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass
class Agenda:
    """Acts with their moments; those of one moment keep the order in which they were added."""

    _acts: list[tuple[datetime, Callable[[datetime], object]]] = field(default_factory=list)

    def add(self, moment: datetime, act: Callable[[datetime], object]) -> None:
        """Plan an act, called as `act(moment)`."""
        self._acts.append((moment, act))

    def run(self) -> None:
        """Do everything."""
        for moment, act in sorted(self._acts, key=lambda planned: planned[0]):
            act(moment)
            keep_promises(moment)


def keep_promises(now: datetime) -> None:
    """Do what the worker would do at this moment: outbox and deliveries."""
    while jobs.run_due(now=now):
        pass
    while notices.deliver(now=now):
        pass
