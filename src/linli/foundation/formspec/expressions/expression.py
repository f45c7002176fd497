"""A parsed expression: frozen, hashable, and evaluated without ever raising."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.expressions.functions import FUNCTIONS
from linli.foundation.formspec.expressions.lifting import find
from linli.foundation.formspec.expressions.nodes import (
    Call,
    Index,
    Items,
    Literal,
    Name,
    Node,
    Operation,
)
from linli.foundation.formspec.expressions.operators import OPERATORS, entry
from linli.foundation.formspec.expressions.parsing import parse_text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Expression:
    """A text of the language and its nodes."""

    text: str
    root: Node = field(repr=False, compare=False)

    @property
    def names(self) -> frozenset[str]:
        """The dotted names the value depends on; `today` is given to all and not among them."""
        found = {node.path for node in self.root.walk() if isinstance(node, Name)}
        return frozenset(found - {"today"})

    def evaluate(self, names: Mapping[str, Any]) -> Any:
        """Return bool, Decimal, text, date, list, or UNKNOWN. Never raises.

        `names` may be nested (`{"card": {"grade": 2}}`) or dotted (`{"card.grade": 2}`), and
        should hold `today`.
        """
        return value_of(self.root, names)

    def __str__(self) -> str:
        """Return the text."""
        return self.text


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Return the expression of a text; raises `ExpressionError` with code, position and message."""
    return Expression(text, parse_text(text))


def value_of(node: Node, names: Mapping[str, Any]) -> Any:
    """Return the value of a node."""
    match node:
        case Literal():
            return node.value
        case Name():
            return find(names, node.path)
        case Index():
            return entry(value_of(node.table, names), value_of(node.key, names))
        case Items():
            return [value_of(item, names) for item in node.items]
        case Operation():
            return OPERATORS[node.operator](*(value_of(part, names) for part in node.operands))
        case Call():
            values = [value_of(argument, names) for argument in node.arguments]
            if node.function == "age" and len(values) == 1:
                values.append(find(names, "today"))
            return FUNCTIONS[node.function].apply(*values)
    raise AssertionError(node)
