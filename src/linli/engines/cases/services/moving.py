"""Moving a case on: an outcome is written, and stages that go on by themselves are set going."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.cases.services.stages import decide
from linli.engines.catalogue import queries as catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from linli.engines.cases.models import Case, Task
    from linli.engines.catalogue.values import Outcome, StageKind
    from linli.foundation.actors.values import Actor

    Begin = Callable[[Case, Task], None]

_begins: dict[StageKind, Callable[..., None]] = {}


def begins(kind: StageKind) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a function `begin(case, task, *, now)` set stages of a kind going when they open."""

    def register(begin: Callable[..., None]) -> Callable[..., None]:
        _begins[kind] = begin
        return begin

    return register


def move(
    actor: Actor, *, task: Task, case: Case, chosen: Outcome, words: str, now: datetime, **more: Any
) -> None:
    """Write an outcome of a live stage, and set going what opens and needs nobody."""
    opened = decide(actor, task=task, case=case, chosen=chosen, words=words, now=now, **more)
    flow = catalogue.version(case.version_id).flow
    for one in opened:
        one.case = case
        if begin := _begins.get(flow.stage(one.stage).kind):
            begin(case, one, now=now)
