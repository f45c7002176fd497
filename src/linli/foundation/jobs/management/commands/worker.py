"""`linli worker`: keep the promises of the outbox and run the ticks until told to end."""

import signal
import threading
from types import FrameType
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from linli.foundation.calendar import clock
from linli.foundation.jobs import services

log = structlog.get_logger()
PAUSE_SECONDS = 1.0
PAUSE_WITHOUT_DATABASE_SECONDS = 5.0


class Command(BaseCommand):
    help = "Keep the promises of the outbox and run what is due at intervals."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="End when nothing is due.")
        parser.add_argument("--seconds", type=float, help="End after this many seconds.")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if options["once"]:
            while _round(stop):
                pass
            return
        timer = None
        if options["seconds"]:
            timer = threading.Timer(options["seconds"], stop.set)
            timer.daemon = True
            timer.start()
        _end_on_signals(stop)
        _loop(stop)
        if timer:
            timer.cancel()


def _loop(stop: threading.Event) -> None:
    log.info("worker.started")
    while not stop.is_set():
        try:
            done = _round(stop)
        except OperationalError as error:
            log.warning("worker.no_database", error=type(error).__name__)
            stop.wait(PAUSE_WITHOUT_DATABASE_SECONDS)
        else:
            if not done:
                stop.wait(PAUSE_SECONDS)
        close_old_connections()
    log.info("worker.ended")


def _round(stop: threading.Event) -> int:
    ticks = services.run_ticks(now=clock.now(), must_stop=stop.is_set)
    return ticks + services.run_due(now=clock.now(), must_stop=stop.is_set)


def _end_on_signals(stop: threading.Event) -> None:
    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, end)
