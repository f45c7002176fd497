"""`linli cases recompute`, `archive --due`, `callbacks`: rebuild what is derived, or look."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.engines.cases import queries
from linli.engines.cases.services import due
from linli.foundation.calendar import clock


class Command(BaseCommand):
    """Rebuild what is derived, list what may be erased, or check what must hold."""

    help = (
        "recompute: due days of all open cases; archive --due: what may be erased; "
        "callbacks: is every poor rating called back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one of the acts."""
        parser.add_argument("act", choices=["recompute", "archive", "callbacks"])
        parser.add_argument("--due", action="store_true", help="with archive: over their period")

    def handle(self, *_args: Any, act: str, **_options: Any) -> None:
        """Do it; fails where a poor rating that shows its name has no call-back."""
        if act == "archive":
            for number, until in queries.due_numbers(today=clock.today()):
                self.stdout.write(f"{number} {until}")
            return
        if act == "callbacks":
            poor, uncalled = queries.uncalled()
            said = f"{poor} poor ratings show their name, {uncalled} of them without a call-back"
            if uncalled:
                raise CommandError(said)
            self.stdout.write(said)
            return
        looked, mended = due.recompute()
        self.stdout.write(f"{looked} open cases looked at, {mended} mended")
