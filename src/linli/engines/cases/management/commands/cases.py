"""`linli cases recompute`: compute the due days of open cases from their events once more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.engines.cases.services import due


class Command(BaseCommand):
    """Rebuild what is derived; says what was mended."""

    help = "Compute the due days of all open cases from their events."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the one act there is."""
        parser.add_argument("act", choices=["recompute"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Recompute."""
        looked, mended = due.recompute()
        self.stdout.write(f"{looked} open cases looked at, {mended} mended")
