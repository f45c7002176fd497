"""What of an application a public notice may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.values import FieldType, Purpose
from linli.foundation.privacy.values import mask_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linli.foundation.formspec.schemas import Form


def told(form: Form, answers: Mapping[str, Any], shows: Iterable[str]) -> dict[str, Any]:
    """Return what a notice shows, by path: names masked, of an address its division."""
    kept: dict[str, Any] = {}
    for path in shows:
        section, _dot, name = path.partition(".")
        value = answers.get(section, {}).get(name)
        field = form.fields_by_path[path]
        if value is None:
            continue
        if field.type is FieldType.TEXT and field.purpose is Purpose.IDENTIFY:
            value = mask_name(str(value))
        elif field.type is FieldType.DIVISION:
            value = {"code": value["code"]}
        kept[path] = value
    return kept
