"""Shows the ids of the master keys, or adds one: `linli keys`, `linli keys --add`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.foundation.privacy import keyring


class Command(BaseCommand):
    help = (
        "Shows the ids of the master keys; with --add makes a new one, which encrypts from now on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--add", action="store_true", help="add a key and use it from now on")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["add"]:
            self.stdout.write(f"added {keyring.add_key()}")
        ring = keyring.keyring()
        for key_id in ring.keys:
            mark = "  encrypts" if key_id == ring.current else "  decrypts"
            self.stdout.write(key_id.hex() + mark)
