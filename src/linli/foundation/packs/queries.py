"""What is known of the pack without a database."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from pydantic import TypeAdapter

from linli.foundation.packs import reader, registry
from linli.foundation.packs.schemas import PackFile, validated
from linli.foundation.packs.values import PackError

if TYPE_CHECKING:
    from pathlib import Path


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
    document, faults = reader.read(root / "pack.yaml", root=root)
    if document is None:
        raise PackError(faults)
    value, faults = validated(document, PackFile)
    if not isinstance(value, PackFile):
        raise PackError(faults)
    return value


def _adapter(schema: Any) -> TypeAdapter[Any]:
    return schema if isinstance(schema, TypeAdapter) else TypeAdapter(schema)
