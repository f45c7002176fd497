"""The data dictionary: why each field is held, who reads it, how long (个人信息保护法 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.foundation.formspec.values import DictionaryRow, FieldType, Localised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linli.foundation.formspec.schemas import Field, Form


def dictionary(form: Form) -> tuple[DictionaryRow, ...]:
    """Return a row for every field, for parts of persons and columns of tables too."""
    return tuple(
        row
        for section in form.sections
        for field in section.fields
        for row in _rows(f"{section.id}.{field.id}", field, section.title, field.ask)
    )


def _rows(path: str, field: Field, section: Localised, label: Localised) -> Iterator[DictionaryRow]:
    if not field.columns:
        yield DictionaryRow(
            path=path,
            section=section,
            type=field.type,
            label=label,
            purpose=field.purpose,
            readers=field.readers,
            keep=field.keep,
            source=field.prefilled_from or ("computed" if field.is_computed else ""),
            is_sensitive=field.is_sensitive,
        )
    mark = "[]" if field.type is FieldType.TABLE else ""
    for column in field.columns:
        yield from _rows(f"{path}{mark}.{column.id}", column, section, _inside(label, column.ask))


def _inside(whole: Localised, part: Localised) -> Localised:
    """Return the label of a part with that of the whole before it."""
    english = f"{whole.en}: {part.en}" if whole.en and part.en else ""
    return Localised(f"{whole.zh}：{part.zh}", english)
