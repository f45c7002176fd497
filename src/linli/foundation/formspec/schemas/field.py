"""One question: every key of every type, and which go together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    StringConstraints,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic import Field as Key

from linli.foundation.files.values import MEGABYTE, MOST_BYTES
from linli.foundation.formspec.expressions import parse
from linli.foundation.formspec.schemas.words import (
    FORMATS,
    INHERITED,
    OPTION,
    Dotted,
    Expr,
    Identifier,
    Keep,
    Shape,
    Words,
    read_option,
)
from linli.foundation.formspec.values import (
    DIVISION_LEVELS,
    FILE_KINDS,
    GROUPS,
    NO_WORDS,
    NOT_IN_ROWS,
    SENSITIVE_READERS,
    DocumentType,
    FieldType,
    Option,
    Purpose,
    Readers,
)
from linli.foundation.formspec.values.parts import part_definitions

if TYPE_CHECKING:
    from linli.foundation.files.values import FileType

# Which keys each type takes besides those that every field has.
COMMON = frozenset(
    {"id", "type", "ask", "hint", "help", "example", "require", "show", "set", "from"}
    | {"purpose", "readers", "keep", "sensitive"}
)
KEYS: dict[FieldType, frozenset[str]] = {
    FieldType.TEXT: frozenset({"min", "max", "format", "autocomplete"}),
    FieldType.LONG_TEXT: frozenset({"min", "max"}),
    FieldType.NUMBER: frozenset({"min", "max", "decimals", "unit"}),
    FieldType.MONEY: frozenset({"min", "max"}),
    FieldType.DATE: frozenset({"not_before", "not_after"}),
    FieldType.PERIOD: frozenset({"not_before", "not_after", "open_end"}),
    FieldType.CHOICE: frozenset({"options"}),
    FieldType.CHOICES: frozenset({"options", "min", "max"}),
    FieldType.YES_NO: frozenset(),
    FieldType.IDENTITY: frozenset({"types"}),
    FieldType.PHONE: frozenset(),
    FieldType.DIVISION: frozenset({"level", "detail"}),
    FieldType.PERSON: frozenset({"parts"}),
    FieldType.HOUSEHOLD_MEMBER: frozenset({"parts"}),
    FieldType.TABLE: frozenset({"columns", "of", "parts", "min", "max"}),
    FieldType.FILE: frozenset({"min", "max", "accept", "max_mb"}),
    FieldType.CONSENT: frozenset(),
}


MOST_MB = MOST_BYTES // MEGABYTE


class Field(Shape):
    """One question. `require` is yes unless said; `set` computes; `from` pre-fills."""

    id: Identifier
    type: FieldType
    ask: Words
    hint: Words = NO_WORDS
    help: Words = NO_WORDS
    example: Words = NO_WORDS
    require: Expr = Key(default_factory=lambda: parse("true"))
    show: Expr = Key(default_factory=lambda: parse("true"))
    set: Expr | None = None
    prefilled_from: Dotted | None = Key(default=None, alias="from")
    purpose: Purpose
    readers: Readers
    keep: Keep
    sensitive: bool | None = None
    # of some types only, see KEYS
    min: Decimal | None = None
    max: Decimal | None = None
    format: str = "any"
    autocomplete: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,30}$")] = ""
    decimals: int = Key(default=0, ge=0, le=6)
    unit: Words = NO_WORDS
    not_before: Expr | None = None
    not_after: Expr | None = None
    open_end: bool = False
    options: tuple[
        Annotated[Option, BeforeValidator(read_option), WithJsonSchema(OPTION)], ...
    ] = ()
    types: tuple[DocumentType, ...] = tuple(DocumentType)
    level: str = "community"
    detail: bool = True
    parts: tuple[str, ...] = ()
    of: FieldType | None = None
    columns: tuple[Field, ...] = ()
    accept: tuple[str, ...] = Key(default=tuple(FILE_KINDS), min_length=1)
    max_mb: int = Key(default=MOST_MB, ge=1, le=MOST_MB)

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, data: Any) -> Any:
        """Refuse keys of other types, and give columns and parts what they inherit."""
        if not isinstance(data, Mapping) or data.get("type") not in set(FieldType):
            return data
        kind = FieldType(data["type"])
        for stray in data:
            if stray not in COMMON | KEYS[kind] and stray in cls.model_fields:
                raise ValueError(f"'{stray}' is not a key of type {kind.value}")
        data = dict(data)
        inherited = {key: data[key] for key in INHERITED if key in data}
        if kind in GROUPS or (kind is FieldType.TABLE and "of" in data):
            member = data.get("of", kind)
            data["columns"] = part_definitions(member, data.get("parts"))
        if isinstance(data.get("columns"), list | tuple):
            data["columns"] = [
                {**inherited, **column} if isinstance(column, Mapping) else column
                for column in data["columns"]
            ]
        return data

    @field_validator("format", "level", "accept", "of")
    @classmethod
    def _listed(cls, value: Any, info: Any) -> Any:
        """Keep words to their lists."""
        known = {
            "format": FORMATS,
            "level": DIVISION_LEVELS,
            "accept": FILE_KINDS,
            "of": (None, *GROUPS),
        }[info.field_name]
        for word in value if isinstance(value, tuple) else (value,):
            if word not in known:
                raise ValueError(f"'{word}' is not one of {', '.join(map(str, known))}")
        return value

    @model_validator(mode="after")
    def _agree(self) -> Self:
        """Look at keys that depend on one another."""
        if self.type in {FieldType.CHOICE, FieldType.CHOICES}:
            values = [str(option.value) for option in self.options]
            if not values:
                raise ValueError("a choice has options")
            if len(set(values)) != len(values):
                raise ValueError("two options have the same value")
        if self.type is FieldType.CONSENT and (self.prefilled_from or self.set):
            raise ValueError("consent is asked anew each time: no from, no set")
        if self.type is FieldType.TABLE and not self.columns:
            raise ValueError("a table has columns, or of: household_member")
        if self.type is FieldType.TABLE:
            self._columns_agree()
        if len({column.id for column in self.columns}) != len(self.columns):
            raise ValueError("two columns have the same id")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is greater than max")
        return self

    def _columns_agree(self) -> None:
        for column in self.columns:
            if column.type in NOT_IN_ROWS:
                raise ValueError(f"a table cannot hold a {column.type.value}")
            if column.set is not None or column.prefilled_from:
                raise ValueError("set and from are for fields outside tables")

    @property
    def is_group(self) -> bool:
        """Whether the field is several fields under one heading."""
        return self.type in GROUPS

    @property
    def file_types(self) -> frozenset[FileType]:
        """The types of files that are taken."""
        return frozenset().union(*(FILE_KINDS[kind] for kind in self.accept))

    @property
    def max_bytes(self) -> int:
        """The size up to which a file is taken."""
        return self.max_mb * MEGABYTE

    @property
    def is_computed(self) -> bool:
        """Whether the value is worked out, not asked."""
        return self.set is not None

    @property
    def is_sensitive(self) -> bool:
        """Whether the value is covered until somebody has a reason (个人信息保护法 art. 28)."""
        if self.sensitive is not None:
            return self.sensitive
        return self.type is FieldType.IDENTITY or self.readers in SENSITIVE_READERS
