"""`linli cases recompute`: due days from the events; `linli cases archive --due`: what is due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.engines.cases import queries
from linli.engines.cases.services import due
from linli.foundation.calendar import clock


class Command(BaseCommand):
    """Rebuild what is derived, or list what may be erased."""

    help = "Compute the due days of all open cases from their events, or list what is due."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one of the acts."""
        parser.add_argument("act", choices=["recompute", "archive"])
        parser.add_argument("--due", action="store_true", help="with archive: over their period")

    def handle(self, *_args: Any, act: str, **_options: Any) -> None:
        """Do it."""
        if act == "archive":
            for number, until in queries.due_numbers(today=clock.today()):
                self.stdout.write(f"{number} {until}")
            return
        looked, mended = due.recompute()
        self.stdout.write(f"{looked} open cases looked at, {mended} mended")
