"""Asks several registers at once, within one time for all of them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, wait
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING

import structlog

from linli.foundation.exchange import breaker
from linli.foundation.exchange.values import Reason, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from linli.foundation.exchange.registry import Provider
    from linli.foundation.exchange.values import Answer, Question

BUDGET = 2.0  # seconds for all registers together: a page waits for them
THREADS = 8

log = structlog.get_logger(__name__)


def ask_all(
    asked: Mapping[str, tuple[Provider, Question]], *, budget: float = BUDGET
) -> dict[str, tuple[Answer, int]]:
    """Return what each register answers, and after how many milliseconds.

    Who has not answered when the time is over counts as slow; nobody waits for them. A register
    that rests is not asked.
    """
    begin = monotonic()
    answers: dict[str, tuple[Answer, int]] = {}
    running: dict[str, Future[tuple[Answer, int]]] = {}
    for register, (provider, question) in asked.items():
        if breaker.rests(register):
            answers[register] = (Unavailable(Reason.RESTING), 0)
        else:
            running[register] = _threads(os.getpid()).submit(
                _ask, register, provider, question, budget
            )
    wait(running.values(), timeout=max(0.0, budget - (monotonic() - begin)))
    for register, future in running.items():
        answers[register] = _taken(register, future, begin)
    return {register: answers[register] for register in asked}


@lru_cache(maxsize=1)
def _threads(_pid: int) -> ThreadPoolExecutor:
    """Return the threads of this process: a fork has none of its parent's."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="exchange")


def _ask(
    register: str, provider: Provider, question: Question, budget: float
) -> tuple[Answer, int]:
    begin = monotonic()
    try:
        answer = provider.look_up(question, timeout=budget)
    except Exception as error:  # noqa: BLE001 - whatever breaks there must not break a page here
        # The kind of error only: its words may quote what was asked.
        log.warning("exchange.broken", register=register, error=type(error).__name__)
        answer = Unavailable(Reason.BROKEN)
    return answer, _since(begin)


def _taken(register: str, future: Future[tuple[Answer, int]], begin: float) -> tuple[Answer, int]:
    if not future.done():
        if not future.cancel():  # one that never began is our own crowd, no fault of the register
            breaker.failed(register)
        return Unavailable(Reason.SLOW), _since(begin)
    answer, milliseconds = future.result()
    if isinstance(answer, Unavailable):
        breaker.failed(register)
    else:
        breaker.worked(register)
    return answer, milliseconds


def _since(begin: float) -> int:
    return round((monotonic() - begin) * 1000)
