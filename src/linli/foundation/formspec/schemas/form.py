"""Sections and the whole form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import AliasChoices, model_validator
from pydantic import Field as Key

from linli.foundation.formspec.expressions import parse
from linli.foundation.formspec.schemas.field import Field
from linli.foundation.formspec.schemas.words import (
    INHERITED,
    Dotted,
    Expr,
    Identifier,
    Shape,
    Words,
)
from linli.foundation.formspec.values import NO_WORDS, FieldType


class Section(Shape):
    """Fields on one topic, one page of the portal."""

    id: Identifier = Key(validation_alias=AliasChoices("section", "id"))
    title: Words
    intro: Words = NO_WORDS
    show: Expr = Key(default_factory=lambda: parse("true"))
    fields: tuple[Field, ...] = Key(max_length=100)

    @model_validator(mode="before")
    @classmethod
    def _inherit(cls, data: Any) -> Any:
        """Let a section say purpose, readers and keep once for its fields."""
        if not isinstance(data, Mapping):
            return data
        inherited = {key: data[key] for key in INHERITED if key in data}
        rest = {key: value for key, value in data.items() if key not in INHERITED}
        if isinstance(rest.get("fields"), list | tuple):
            rest["fields"] = [
                {**inherited, **one} if isinstance(one, Mapping) else one for one in rest["fields"]
            ]
        return rest

    @model_validator(mode="after")
    def _unique(self) -> Self:
        if not self.fields:
            raise ValueError("a section has fields")
        if len({field.id for field in self.fields}) != len(self.fields):
            raise ValueError("two fields have the same id")
        return self

    @property
    def consents(self) -> tuple[Field, ...]:
        """The consents asked in this section: on the page that submits, never on a draft's."""
        return tuple(field for field in self.fields if field.type is FieldType.CONSENT)


class Form(Shape):
    """All sections, and named expressions (`let`) used by their conditions."""

    sections: tuple[Section, ...] = Key(max_length=30)
    let: dict[Dotted, Expr] = Key(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _list(cls, data: Any) -> Any:
        """Take a bare list for the sections."""
        return {"sections": data} if isinstance(data, list | tuple) else data

    @model_validator(mode="after")
    def _unique(self) -> Self:
        if not self.sections:
            raise ValueError("a form has sections")
        if len({section.id for section in self.sections}) != len(self.sections):
            raise ValueError("two sections have the same id")
        if clash := sorted(set(self.let) & set(self.fields_by_path)):
            raise ValueError(f"'{clash[0]}' is both a field and a name in let")
        return self

    @cached_property
    def fields_by_path(self) -> dict[str, Field]:
        """Every question by its dotted path; the parts of a person too, columns of a table not."""
        return dict(self._paths())

    def _paths(self) -> Iterator[tuple[str, Field]]:
        for section in self.sections:
            for field in section.fields:
                path = f"{section.id}.{field.id}"
                yield path, field
                if field.is_group:
                    yield from ((f"{path}.{part.id}", part) for part in field.columns)

    @cached_property
    def sections_by_id(self) -> dict[str, Section]:
        """The sections by id."""
        return {section.id: section for section in self.sections}

    def section(self, section_id: str) -> Section:
        """Return the section; raises `KeyError`."""
        return self.sections_by_id[section_id]
