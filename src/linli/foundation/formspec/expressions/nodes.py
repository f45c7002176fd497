"""The whole grammar: frozen nodes, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Node:
    """Something that has a value."""

    position: int

    @property
    def children(self) -> tuple[Node, ...]:
        """The nodes this one is made of."""
        return ()

    def walk(self) -> Iterator[Node]:
        """Give this node and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Literal(Node):
    """A value written out."""

    value: Any  # bool, Decimal, str, date or UNKNOWN


@dataclass(frozen=True)
class Name(Node):
    """A dotted name: `card.grade`."""

    path: str


@dataclass(frozen=True)
class Index(Node):
    """An entry of a table: `parameter.allowance[card.grade]`."""

    table: Node
    key: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """The table and its key."""
        return (self.table, self.key)


@dataclass(frozen=True)
class Items(Node):
    """A list written out."""

    items: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """What is in the list."""
        return self.items


@dataclass(frozen=True)
class Operation(Node):
    """An operator with its operands: `and or not == != < <= > >= in + - * / neg if`."""

    operator: str
    operands: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The operands."""
        return self.operands


@dataclass(frozen=True)
class Call(Node):
    """A function of the language with its arguments."""

    function: str
    arguments: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The arguments."""
        return self.arguments


Value = bool | Decimal | str | date
