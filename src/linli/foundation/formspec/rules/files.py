"""Which files answers name: they lie with the room that stores them, answers hold their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.rules.leaves import FILE_ID
from linli.foundation.formspec.values import FieldType

if TYPE_CHECKING:
    from linli.foundation.formspec.schemas import Form

MOST = 200


def files_in(form: Form, answers: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the files that answers name, by path; what is no id is passed over."""
    found: dict[str, tuple[str, ...]] = {}
    for section in form.sections:
        given = answers.get(section.id)
        for field in section.fields:
            ids = given.get(field.id) if isinstance(given, Mapping) else None
            if field.type is FieldType.FILE and isinstance(ids, list):
                known = (one for one in ids[:MOST] if isinstance(one, str))
                found[f"{section.id}.{field.id}"] = tuple(filter(FILE_ID.fullmatch, known))
    return {path: ids for path, ids in found.items() if ids}
