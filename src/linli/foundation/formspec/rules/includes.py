"""Shared pieces: said once, put in where `include:` names them, before the schema sees a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

DEEPEST = 5
KEYS = frozenset({"include", "section", "title", "intro", "show", "without", "fields"})
PASSED_ON = ("section", "title", "intro", "show")


class IncludeError(ValueError):
    """An include that names nothing, itself, or asks for what it cannot have."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(f"include {name}: {message}")


def resolve_includes(
    sections: Sequence[Any], shared: Mapping[str, Any], *, depth: int = 0
) -> list[Any]:
    """Return the sections with every `include` replaced; raises `IncludeError`.

    A shared piece is one section, a list of sections, or a list of fields (for an include among
    fields). Beside `include` may stand `section`, `title`, `intro`, `show` (instead of those of
    the piece), `without: [ids]` and `fields: [more]`.
    """
    resolved: list[Any] = []
    for entry in sections:
        if isinstance(entry, Mapping) and "include" in entry:
            resolved.extend(_included(entry, shared, depth))
        else:
            resolved.append(_with_fields(entry, shared, depth))
    return resolved


def _piece(entry: Mapping[str, Any], shared: Mapping[str, Any], depth: int) -> list[Any]:
    name = entry["include"]
    if not isinstance(name, str) or name not in shared:
        raise IncludeError(str(name), "there is no shared piece of this name")
    if depth >= DEEPEST:
        raise IncludeError(name, "it includes itself, or is nested too deeply")
    if stray := set(entry) - KEYS:
        raise IncludeError(name, f"'{min(map(str, stray))}' cannot stand beside include")
    piece = shared[name]
    return list(piece) if isinstance(piece, list | tuple) else [piece]


def _included(entry: Mapping[str, Any], shared: Mapping[str, Any], depth: int) -> list[Any]:
    pieces = resolve_includes(_piece(entry, shared, depth), shared, depth=depth + 1)
    changes = {key: entry[key] for key in PASSED_ON if key in entry}
    if len(pieces) != 1 and (changes or "fields" in entry):
        raise IncludeError(entry["include"], "several sections cannot be renamed or added to")
    left_out = set(entry.get("without", ()))
    result = []
    for piece in pieces:
        if not isinstance(piece, Mapping) or "fields" not in piece:
            raise IncludeError(entry["include"], "it is not a section")
        more = _fields(entry.get("fields", ()), shared, depth)
        fields = [one for one in piece["fields"] if _id(one) not in left_out]
        result.append({**piece, **changes, "fields": [*fields, *more]})
    return result


def _with_fields(section: Any, shared: Mapping[str, Any], depth: int) -> Any:
    """Return the section itself unless a field of it is an include."""
    fields = section.get("fields") if isinstance(section, Mapping) else None
    if not isinstance(fields, list | tuple) or not any(_is_include(one) for one in fields):
        return section
    return {**section, "fields": _fields(fields, shared, depth)}


def _fields(fields: Sequence[Any], shared: Mapping[str, Any], depth: int) -> list[Any]:
    result: list[Any] = []
    for one in fields:
        if not _is_include(one):
            result.append(one)
            continue
        left_out = set(one.get("without", ()))
        inner = _fields(_piece(one, shared, depth), shared, depth + 1)
        result.extend(field for field in inner if _id(field) not in left_out)
    return result


def _is_include(value: Any) -> bool:
    return isinstance(value, Mapping) and "include" in value


def _id(value: Any) -> Any:
    return value.get("id") if isinstance(value, Mapping) else None
