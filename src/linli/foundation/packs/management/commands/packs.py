"""`linli packs check | load | schema`, and pages that rooms make from a pack.

Faults read `file:line field: message → mend`, exit 1.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from linli.foundation.actors.values import SYSTEM
from linli.foundation.calendar import clock
from linli.foundation.packs import queries, registry, services
from linli.foundation.packs.values import Fault, PackError


class Command(BaseCommand):
    help = (
        "Check a city's pack, load it, print the JSON Schema of its files, or a page made from it."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["check", "load", "schema", *registry.pages()])
        parser.add_argument("--pack", type=Path, default=settings.PACK, help="folder of the pack")
        parser.add_argument("--out", type=Path, help="schema: a folder; a page: its file")

    def handle(
        self, *args: Any, act: str, pack: Path, out: Path | None = None, **options: Any
    ) -> None:
        if act == "schema":
            self._schema(out)
            return
        if not pack.is_dir():
            raise CommandError(_("%(folder)s is not a folder") % {"folder": pack})
        if act in registry.pages():
            self._page(pack, act, out)
        elif act == "check":
            self._check(pack)
        else:
            self._load(pack)

    def _check(self, pack: Path) -> None:
        self._report(services.check(pack))
        self.stdout.write(_("No faults."))

    def _load(self, pack: Path) -> None:
        try:
            changes = services.load(SYSTEM, root=pack, now=clock.now())
        except PackError as error:
            self._report(error.faults)
            raise
        counts = Counter((change.section, change.act) for change in changes)
        for (section, act), count in counts.items():
            if count > 20:
                self.stdout.write(f"{section}: {act.value} {count}")
        for change in changes:
            if counts[change.section, change.act] <= 20:
                self.stdout.write(f"{change.section} {change.key}: {change.act.value}")
        self.stdout.write(_("%(count)s changes.") % {"count": len(changes)})

    def _page(self, pack: Path, name: str, out: Path | None) -> None:
        try:
            text = services.page(pack, name)
        except PackError as error:
            self._report(error.faults)
            raise
        if out is None:
            self.stdout.write(text, ending="")
        else:
            out.write_text(text, encoding="utf-8")

    def _report(self, faults: tuple[Fault, ...]) -> None:
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            raise CommandError(
                _("%(count)s faults. Nothing was loaded.") % {"count": len(faults)}, returncode=1
            )

    def _schema(self, out: Path | None) -> None:
        schemas = queries.json_schemas()
        if out is None:
            self.stdout.write(json.dumps(schemas, ensure_ascii=False, indent=1))
            return
        out.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas.items():
            text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
            (out / f"{name}.schema.json").write_text(text, encoding="utf-8")
