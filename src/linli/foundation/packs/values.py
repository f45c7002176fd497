"""What is read from a pack, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic may read the hints
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path  # noqa: TC003
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Permission, Role
from linli.foundation.errors.values import InvalidError

Where = tuple[str | int, ...]


class PackPermission(Permission):
    """Loading a pack is the operator's."""

    LOAD = "packs:pack:load", Role.OPERATOR


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one file, and how to mend it."""

    file: str
    line: int
    field: str
    message: str
    mend: str

    def __str__(self) -> str:
        """Return the line that `packs check` prints."""
        return f"{self.file}:{self.line} {self.field}: {self.message} → {self.mend}"


@dataclass(frozen=True)
class Document:
    """One file: plain data, the line of everything in it, and what its schema made of it."""

    path: str
    data: Any
    lines: Mapping[Where, int]
    value: Any = None

    def line(self, where: Where = ()) -> int:
        """Return the line of a place, or of the nearest place around it that was written."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def fault(self, where: Where, message: str, mend: str) -> Fault:
        """Return a fault at a place of this file."""
        return Fault(self.path, self.line(where), dotted(where), message, mend)


@dataclass(frozen=True)
class Pack:
    """A folder that was read: documents by section. Only well-formed documents are in it."""

    root: Path
    documents: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)

    def of(self, section: str) -> tuple[Document, ...]:
        """Return the documents of a section that passed its schema, by path."""
        return self.documents.get(section, ())


class Act(Enum):
    """What loading did to a thing."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Change:
    """One thing of a section, by its key, and what happened to it."""

    section: str
    key: str
    act: Act


class PackError(InvalidError):
    """The pack has faults; nothing was loaded."""

    code = "pack_has_faults"
    message = _("The pack has faults. Nothing was loaded.")

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__()

    def __str__(self) -> str:
        """Return every fault on its own line."""
        return "\n".join(map(str, self.faults))


def dotted(where: Where) -> str:
    """Return a place as people write it: `flow.stages.decide.limit`, `faq.0.q`."""
    return ".".join(map(str, where)) or "-"
