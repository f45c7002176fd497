"""Reads YAML and CSV with line numbers, and only the harmless part of YAML.

Aliases, anchors, tags, duplicate keys and documents of absurd size are faults: a pack is read aloud
and reviewed line by line, so a line means what it says. Keys are text. `yes` is a word, `true` a
truth value; a number with leading zeros is text (a code); one with a point is a `Decimal`.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from linli.foundation.packs.values import Document, Fault, Where, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ruamel.yaml.events import Event

MAX_YAML_BYTES: Final = 1024 * 1024
MAX_CSV_BYTES: Final = 32 * 1024 * 1024
MAX_DEPTH: Final = 24
MAX_NODES: Final = 100_000

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,6}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Refused(Exception):  # noqa: N818 - never leaves this file
    """Reading stops here."""

    def __init__(self, line: int, where: Where, message: str, mend: str) -> None:
        self.line, self.where, self.message, self.mend = line, where, message, mend
        super().__init__(message)


def read(file: Path, *, root: Path) -> tuple[Document | None, tuple[Fault, ...]]:
    """Read one file of the pack; a fault leaves no document."""
    name = file.relative_to(root).as_posix()
    if not file.resolve().is_relative_to(root.resolve()):
        return None, (
            Fault(name, 1, "-", _("points outside the pack"), _("copy the file into the pack")),
        )
    is_csv = file.suffix == ".csv"
    if file.stat().st_size > (MAX_CSV_BYTES if is_csv else MAX_YAML_BYTES):
        return None, (Fault(name, 1, "-", _("is too large"), _("split it into several files")),)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None, (Fault(name, 1, "-", _("is not UTF-8"), _("save it as UTF-8")),)
    return read_csv(text, name=name) if is_csv else read_yaml(text, name=name)


def read_csv(text: str, *, name: str) -> tuple[Document | None, tuple[Fault, ...]]:
    """Read rows under their headings; `(3, "code")` is the cell `code` of the fourth row."""
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True)
    rows: list[dict[str, Any]] = []
    lines: dict[Where, int] = {(): 1}
    try:
        for row in reader:
            if "" in row or None in row.values():
                return None, (
                    Fault(
                        name,
                        reader.line_num,
                        "-",
                        _("has another number of cells than the heading"),
                        _("add or remove commas"),
                    ),
                )
            lines[(len(rows),)] = reader.line_num
            rows.append(row)
    except csv.Error as error:
        return None, (Fault(name, reader.line_num, "-", str(error), _("mend the quotes")),)
    return Document(name, rows, lines), ()


def read_yaml(text: str, *, name: str) -> tuple[Document | None, tuple[Fault, ...]]:
    """Read one YAML document."""
    try:
        builder = _Builder(YAML(typ="safe", pure=True).parse(text))
        data = builder.document()
    except _Refused as refused:
        where = dotted(refused.where)
        return None, (Fault(name, refused.line, where, refused.message, refused.mend),)
    except (YAMLError, RecursionError) as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        mend = _("look at indentation, colons and quotes on this line and the one before")
        return None, (Fault(name, line, "-", str(problem), mend),)
    return Document(name, data, builder.lines), ()


class _Builder:
    """Makes plain data of the parser's events, and nothing else."""

    def __init__(self, events: Iterator[Event]) -> None:
        self.events = events
        self.lines: dict[Where, int] = {}
        self.nodes = 0

    def document(self) -> Any:
        """Return the data of the only document of the stream."""
        data: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(
                        _line(event), (), _("holds a second document"), _("make it two files")
                    )
                data = self._node(next(self.events), ())
        return data

    def _node(self, event: Event, where: Where) -> Any:
        self._refuse(event, where)
        self.lines.setdefault(where, _line(event))
        if isinstance(event, MappingStartEvent):
            return self._mapping(where)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(where)
        return _scalar(event)

    def _mapping(self, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            self._refuse(event, where)
            if not isinstance(event, ScalarEvent):
                raise _Refused(
                    _line(event), where, _("has a list or map as a name"), _("write a word")
                )
            key = event.value
            inside = (*where, key)
            if key in found:
                raise _Refused(
                    _line(event),
                    inside,
                    _("stands twice, first on line %(line)s") % {"line": self.lines[inside]},
                    _("keep one of the two"),
                )
            self.lines[inside] = _line(event)
            found[key] = self._node(next(self.events), inside)
        return found

    def _sequence(self, where: Where) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self._node(event, (*where, len(found))))
        return found

    def _refuse(self, event: Event, where: Where) -> None:
        line = _line(event)
        self.nodes += 1
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(
                line, where, _("uses an anchor (&) or alias (*)"), _("write it out, or include it")
            )
        if getattr(event, "tag", None):
            raise _Refused(line, where, _("uses a tag (!)"), _("take the tag away"))
        if len(where) > MAX_DEPTH or self.nodes > MAX_NODES:
            raise _Refused(line, where, _("is too deep or too long"), _("split the file"))


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style is not None:  # quoted or a block: text as it stands
        return text
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
