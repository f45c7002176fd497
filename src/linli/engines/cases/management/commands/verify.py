"""`linli verify FILE`: is this document, code or package genuine? Exit 0 if so, 1 if not.

With `--keys FILE` (the published list) no database is asked. `--write-keys`, `--write-page` make
the list and the page that checks offline.
"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.foundation.calendar import clock
from linli.foundation.documents import rules
from linli.foundation.documents import services as documents
from linli.foundation.documents.values import CheckedPackage, Facts, PublicKeys, Verdict

LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Said:
    """What is said of a file: the verdict, and the facts where a signature holds."""

    verdict: Verdict
    facts: Facts | None


class Command(BaseCommand):
    help = "Says whether a PDF, the text of a QR code, or a package for the archive is genuine."
    requires_system_checks: Any = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", help="a PDF, a text with the code (- reads stdin), or a package"
        )
        parser.add_argument("--keys", type=Path, help="published list of keys: no database")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument("--write-keys", type=Path, metavar="FILE", help="write the list")
        parser.add_argument("--write-page", type=Path, metavar="FILE", help="write the page")

    def handle(self, *args: Any, **options: Any) -> None:
        if written := self._write(options):
            self.stdout.write(f"written: {written}")
        if options["file"] is None:
            if not written:
                raise CommandError("Name a file, or - for standard input.")
            return
        if packed := _package(options["file"], options["keys"]):
            self.stdout.write(_of_package(packed, as_json=options["json"]))
            if packed.verdict is not Verdict.GENUINE:
                raise SystemExit(1)
            return
        content = _read(options["file"])
        said = _offline(content, options["keys"]) if options["keys"] else _here(content)
        self.stdout.write(_as_json(said) if options["json"] else "\n".join(_as_text(said)))
        if said.verdict is not Verdict.GENUINE:
            raise SystemExit(1)

    def _write(self, options: dict[str, Any]) -> str:
        from linli.engines.cases import queries

        written = []
        if path := options["write_keys"]:
            listed = queries.published_keys(now=clock.now())
            path.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
            written.append(str(path))
        if path := options["write_page"]:
            path.write_text(queries.offline_page(now=clock.now()), encoding="utf-8")
            written.append(str(path))
        return ", ".join(written)


def _package(name: str, listed: Path | None) -> CheckedPackage | None:
    """Return what is said of a package; None for what is none. It may be larger than memory."""
    if name == "-":
        return None
    try:
        with Path(name).open("rb") as opened:
            if not rules.is_package(opened.read(4)):
                return None
            opened.seek(0)
            keys = _keys(listed) if listed else documents.public_keys()
            return rules.check_package(opened, keys)
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}") from error


def _of_package(said: CheckedPackage, *, as_json: bool) -> str:
    if as_json:
        faults = [{"fault": fault.value, "name": name} for fault, name in said.faults]
        found = {"verdict": said.verdict.value, "facts": dict(said.facts), "faults": faults}
        return json.dumps(found, ensure_ascii=False, indent=1)
    facts = (f"  {name}: {value}" for name, value in said.facts.items() if value)
    return "\n".join((*said.sentences, *facts))


def _read(name: str) -> bytes:
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}") from error
    if len(content) > LARGEST:
        raise CommandError(f"{name} is too large to be a document of ours.")
    return content


def _offline(content: bytes, listed: Path) -> Said:
    keys = _keys(listed)
    if rules.is_paper(content):
        checked = rules.check_file(content, keys)
    else:
        checked = rules.check_code(content.decode("utf-8", "replace"), keys)
    return Said(checked.verdict, checked.facts)


def _keys(listed: Path) -> PublicKeys:
    try:
        return rules.read_published(json.loads(listed.read_text(encoding="utf-8")))
    except OSError as error:
        raise CommandError(f"{listed} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise CommandError(f"{listed} is not a list of keys as we publish it.") from error


def _here(content: bytes) -> Said:
    from linli.engines.cases import queries

    if rules.is_paper(content):
        answer = queries.checked_file(content)
    else:
        answer = queries.checked_code(content.decode("utf-8", "replace"))
    return Said(answer.verdict, answer.facts)


def _as_json(said: Said) -> str:
    facts = {name: str(value) for name, value in asdict(said.facts).items()} if said.facts else None
    found = {"verdict": said.verdict.value, "sentence": str(said.verdict.label), "facts": facts}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _as_text(said: Said) -> list[str]:
    lines = [str(said.verdict.label)]
    if said.facts:
        lines += [f"  {name}: {value}" for name, value in asdict(said.facts).items() if value]
    return lines
