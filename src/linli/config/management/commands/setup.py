"""`linli setup`: make this site ready to serve; a second run does only what has changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from linli.config.setup import prepare


class Command(BaseCommand):
    help = (
        "Compile messages, collect static files, migrate, load the city pack (and a demonstration)."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        content = parser.add_mutually_exclusive_group()
        content.add_argument("--demo", action="store_true", help="with the demonstration city")
        content.add_argument("--empty", action="store_true", help="without it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            prepare(say=self._say, wants_demo=options["demo"], wants_empty=options["empty"])
        except OperationalError as error:
            message = f"The database does not answer: {str(error).strip()}"
            raise CommandError(message) from error

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
