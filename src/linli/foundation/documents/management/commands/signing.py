"""Shows the keys that sign papers, or adds one: `linli signing`, `linli signing --add`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.foundation.documents import signing


class Command(BaseCommand):
    help = "Shows the ids of the keys that sign papers; with --add makes a new one, which signs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--add", action="store_true", help="add a key and sign with it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["add"]:
            self.stdout.write(f"added {signing.add_key().hex()}")
        ring = signing.keys()
        for key_id in ring.publics:
            mark = "  signs" if key_id == ring.current else "  verifies"
            self.stdout.write(key_id.hex() + mark)
