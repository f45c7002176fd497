"""`linli messages check | compile | update`: the translations of every room."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.config import messages


class Command(BaseCommand):
    help = "Check the translations of every room, compile them, or add what is missing to them."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["check", "compile", "update"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        {"check": self._check, "compile": self._compile, "update": self._update}[act]()

    def _check(self) -> None:
        faults = messages.faults()
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            raise CommandError(f"{len(faults)} faults.", returncode=1)
        self.stdout.write("Every message is translated.")

    def _compile(self) -> None:
        self.stdout.write(f"{messages.compile_all()} catalogues compiled.")

    def _update(self) -> None:
        for room in messages.rooms():
            if count := messages.update(room):
                self.stdout.write(f"{room.name}: {count} messages added, to be translated")
