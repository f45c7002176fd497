"""What is known of the pack without a database."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from pydantic import BaseModel, TypeAdapter

from linli.foundation.packs import reader, registry
from linli.foundation.packs.schemas import PackFile, validated
from linli.foundation.packs.values import PackError

if TYPE_CHECKING:
    from pathlib import Path

Shaped = TypeVar("Shaped", bound=BaseModel)


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (2020-12) of each section's files, for editors."""
    return {
        section.name: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$comment": section.glob,
            **_adapter(section.schema).json_schema(),
        }
        for section in registry.sections()
        if section.schema is not None
    }


def facts() -> PackFile:
    """Return `pack.yaml` of the site's pack: name, city's division, hotline, prefix of receipts.

    Raises `PackError`.
    """
    return _facts(settings.PACK)


@lru_cache(maxsize=8)
def _facts(root: Path) -> PackFile:
    found = value(root, "pack.yaml", PackFile)
    if found is None:
        raise PackError(())
    return found


def value(root: Path, name: str, schema: type[Shaped]) -> Shaped | None:
    """Return what a file of a pack says, in its schema; None where the pack has no such file.

    For rooms that need a file without a database; they keep what they read. Raises `PackError`.
    """
    if not (root / name).is_file():
        return None
    document, faults = reader.read(root / name, root=root)
    if document is None:
        raise PackError(faults)
    found, faults = validated(document, schema)
    if not isinstance(found, schema):
        raise PackError(faults)
    return found


def _adapter(schema: Any) -> TypeAdapter[Any]:
    return schema if isinstance(schema, TypeAdapter) else TypeAdapter(schema)
