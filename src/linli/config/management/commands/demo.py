"""`linli demo`: build the demonstration city once, and say how to sign in to it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.config.demo import city, sign_ins
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError


class Command(BaseCommand):
    help = "Build the demonstration city once, and print who signs in how."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo",
            action="store_true",
            help="into another database than the default one: its accounts have known passwords",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not city.is_built():
            self._build(is_wanted=options["demo"])
        self.stdout.write(sign_ins.page())

    def _build(self, *, is_wanted: bool) -> None:
        if not (is_wanted or settings.DATABASE_URL == settings.DEFAULT_DATABASE_URL):
            raise CommandError(
                "This is not the default database, and the passwords of the demonstration are "
                "known to everybody. If it shall be a demonstration, add --demo."
            )
        try:
            city.build(now=clock.now())
        except NotFoundError as error:
            raise CommandError("Load the city pack first: linli packs load.") from error
