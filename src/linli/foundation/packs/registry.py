"""Where rooms say which part of a pack is theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from linli.foundation.packs.values import Change, Fault, Pack

if TYPE_CHECKING:
    from pydantic import BaseModel, TypeAdapter

Check = Callable[[Pack], Iterable[Fault]]
Page = Callable[[Pack], str]
Load = Callable[[Pack, datetime], Iterable[Change]]


def _no_faults(_pack: Pack) -> Iterable[Fault]:
    return ()


def _no_changes(_pack: Pack, _now: datetime) -> Iterable[Change]:
    return ()


@dataclass(frozen=True)
class Section:
    """One kind of file in a pack.

    `schema` gives each document its `value` (None: the section reads `data` itself, as of CSV).
    `check` sees the whole pack, without a database. `load` writes what changed, in the one
    transaction of the load; sections load by `order`.
    """

    name: str
    glob: str
    schema: type[BaseModel] | TypeAdapter[Any] | None = None
    check: Check = _no_faults
    load: Load = _no_changes
    order: int = 100


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a section; the same name again replaces it (tests reload apps)."""
    _sections[section.name] = section


def sections() -> tuple[Section, ...]:
    """Return all sections in the order they load."""
    return tuple(sorted(_sections.values(), key=lambda section: (section.order, section.name)))


_pages: dict[str, Page] = {}


def add_page(name: str, page: Page) -> None:
    """Add a page in Markdown that is made from a pack: `linli packs <name>`."""
    _pages[name] = page


def pages() -> dict[str, Page]:
    """Return the pages that rooms make from a pack, by name."""
    return dict(_pages)
