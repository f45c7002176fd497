"""`linli permissions`: print docs/permissions.md."""

from typing import Any

from django.core.management.base import BaseCommand

from linli.config import permissions


class Command(BaseCommand):
    help = "Print the page that says which role may do what."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(permissions.page(), ending="")
