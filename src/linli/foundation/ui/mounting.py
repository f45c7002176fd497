"""Puts the pages of the rooms under a face; a site without a room is a site without its pages."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.urls import include, path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.urls import URLResolver


def mounted(rooms: Iterable[tuple[str, str]]) -> list[URLResolver]:
    """Return one include for each `(address, module)` whose module exists."""
    return [path(address, include(module)) for address, module in rooms if _exists(module)]


def _exists(module: str) -> bool:
    spec = find_spec(module)
    return spec is not None and spec.origin is not None  # a bare folder is not a module
