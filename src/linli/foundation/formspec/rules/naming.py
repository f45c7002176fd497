"""What the names in expressions stand for: answers first, then `let`, parameters, facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.expressions import UNKNOWN
from linli.foundation.formspec.values import GROUPS, Context, FieldType

if TYPE_CHECKING:
    from linli.foundation.formspec.expressions import Expression
    from linli.foundation.formspec.schemas import Field


class Names(Mapping[str, Any]):
    """Names of one form, worked out when asked for. A hidden or wrong answer is unknown.

    `paths` are those of its fields; `answer` gives what one of them comes to.
    """

    def __init__(
        self,
        let: Mapping[str, Expression],
        context: Context,
        paths: Collection[str],
        answer: Callable[[str], Any],
    ) -> None:
        self.let = let
        self.context = context
        self.paths = paths
        self.answer = answer
        self.active: set[str] = set()

    def __contains__(self, name: object) -> bool:
        """Return whether the name is an answer's, the form's own, or a fact's."""
        if not isinstance(name, str):
            return False
        if name in self.paths or name in self.let or name in {"today", "parameter"}:
            return True
        return name in self.context.facts and not self._is_answer(name)

    def _is_answer(self, name: str) -> bool:
        return ".".join(name.split(".")[:2]) in self.paths

    def __getitem__(self, name: str) -> Any:
        """Return the value; raises `KeyError` for a name that nothing has."""
        if name not in self:
            raise KeyError(name)
        if name == "today":
            return self.context.today
        if name == "parameter":
            return self.context.parameters
        if name not in self.paths and name not in self.let:
            return self.context.facts[name]
        if name in self.active:
            return UNKNOWN  # a ring; refused when the form is published
        self.active.add(name)
        try:
            return self._worked_out(name)
        finally:
            self.active.discard(name)

    def _worked_out(self, name: str) -> Any:
        if name in self.let:
            return self.let[name].evaluate(self)
        return self.answer(name)

    def __iter__(self) -> Iterator[str]:
        """Give every top-level name."""
        yield from ("today", "parameter", *self.paths, *self.let)
        yield from (name for name in self.context.facts if not self._is_answer(name))

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


class RowNames(Mapping[str, Any]):
    """The names of a form and, as `row.<column>`, what stands before in the same row."""

    def __init__(self, names: Mapping[str, Any], row: Mapping[str, Any]) -> None:
        self.names = names
        self.row = row

    def __contains__(self, name: object) -> bool:
        """Return whether the name is the row or one of the form's."""
        return name == "row" or name in self.names

    def __getitem__(self, name: str) -> Any:
        """Return the row, or the form's value."""
        return self.row if name == "row" else self.names[name]

    def __iter__(self) -> Iterator[str]:
        """Give every top-level name."""
        yield from ("row", *self.names)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.names) + 1


def typed(field: Field, value: Any) -> Any:
    """Return a kept answer as the language sees it: dates as dates, numbers as `Decimal`."""
    if field.type is FieldType.DATE:
        return date.fromisoformat(value)
    if field.type is FieldType.NUMBER:
        return Decimal(value)
    if field.type is FieldType.PERIOD:
        return {key: date.fromisoformat(day) for key, day in value.items()}
    if field.type is FieldType.TABLE:
        return [typed_parts(field, row) for row in value]
    if field.type in GROUPS:
        return typed_parts(field, value)
    return value


def typed_parts(field: Field, value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a person or a row as the language sees them."""
    return {part.id: typed(part, value[part.id]) for part in field.columns if part.id in value}
