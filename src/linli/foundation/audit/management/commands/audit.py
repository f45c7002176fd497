"""`linli audit verify`: prove that history is whole, or name the first row that does not fit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.foundation.audit import services
from linli.foundation.audit.values import Broken
from linli.foundation.calendar import clock


class Command(BaseCommand):
    help = "verify: check every chain; seal: seal now and write the day's root."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["verify", "seal"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "seal":
            count = services.seal(clock.now())
            self.stdout.write(f"{count} entries sealed; root in {services.roots_folder()}")
            return
        is_broken = False
        for result in services.verify(self._tell):
            if isinstance(result, Broken):
                is_broken = True
                where = f"{result.chain}: {result.row}: {result.why}"
                self.stdout.write(f"BROKEN {where} (after {result.links} whole links)")
            else:
                unsealed = f", {result.unsealed} not yet sealed" if result.unsealed else ""
                self.stdout.write(
                    f"whole {result.chain}: {result.links} links{unsealed}, head {result.head}"
                )
        if is_broken:
            raise SystemExit(1)

    def _tell(self, links: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{links} links", ending="")
