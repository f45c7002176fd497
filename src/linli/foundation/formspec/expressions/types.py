"""What an expression gives, told from its parts before anybody has answered anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from linli.foundation.formspec.expressions.errors import ExpressionError
from linli.foundation.formspec.expressions.expression import Expression, value_of
from linli.foundation.formspec.expressions.functions import FUNCTIONS
from linli.foundation.formspec.expressions.nodes import (
    Call,
    Index,
    Items,
    Literal,
    Name,
    Node,
    Operation,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(Enum):
    """The kinds of values. ANY is said where the source is typed elsewhere."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    LIST = "list"
    RECORD = "record"
    ANY = "any"


@dataclass(frozen=True)
class Type:
    """A kind, for lists and tables with the kind of what is inside."""

    kind: Kind
    of: Kind = Kind.ANY

    def fits(self, *kinds: Kind) -> bool:
        """Return whether a value of this type may stand where these kinds are wanted."""
        return self.kind is Kind.ANY or self.kind in kinds


ANY = Type(Kind.ANY)
BOOLEAN, NUMBER, DATE = Type(Kind.BOOLEAN), Type(Kind.NUMBER), Type(Kind.DATE)
ORDERED = (Kind.NUMBER, Kind.DATE, Kind.TEXT)


def check_types(expression: Expression, types: Mapping[str, Type]) -> Type:
    """Return the type of an expression; raises `ExpressionError` where parts do not fit.

    `types` maps dotted names; an entry `parameter.*` stands for every name below it. Unknown
    names, a written zero as divisor, and comparing unlike kinds are refused.
    """
    return type_of(expression.root, types)


def type_of(node: Node, types: Mapping[str, Type]) -> Type:
    """Return the type of a node."""
    match node:
        case Literal():
            return literal(node.value)
        case Name():
            return name(node, types)
        case Index():
            return index(node, types)
        case Items():
            kinds = {type_of(item, types).kind for item in node.items}
            return Type(Kind.LIST, kinds.pop() if len(kinds) == 1 else Kind.ANY)
        case Operation():
            return operation(node, [type_of(part, types) for part in node.operands])
        case Call():
            return call(node, [type_of(part, types) for part in node.arguments])
    raise AssertionError(node)


def literal(value: Any) -> Type:
    """Return the type of a value written out."""
    for python, kind in (
        (bool, Kind.BOOLEAN),
        (Decimal, Kind.NUMBER),
        (str, Kind.TEXT),
        (date, Kind.DATE),
    ):
        if isinstance(value, python):
            return Type(kind)
    return ANY


def name(node: Name, types: Mapping[str, Type]) -> Type:
    """Return the declared type of a name, or of the nearest `….*` above it."""
    if node.path == "today":
        return DATE
    if node.path in types:
        return types[node.path]
    parts = node.path.split(".")
    for size in range(len(parts) - 1, 0, -1):
        if (above := ".".join(parts[:size]) + ".*") in types:
            return types[above]
    raise ExpressionError("unknown_name", node.position, _("Nothing here has this name."))


def index(node: Index, types: Mapping[str, Type]) -> Type:
    """Return the type of a table's entry."""
    require(node.table, type_of(node.table, types), Kind.RECORD)
    require(node.key, type_of(node.key, types), Kind.NUMBER, Kind.TEXT, Kind.BOOLEAN)
    return Type(type_of(node.table, types).of)


def require(node: Node, found: Type, *kinds: Kind) -> None:
    """Raise unless the type fits."""
    if not found.fits(*kinds):
        raise ExpressionError("type", node.position, _("This is of another kind than needed here."))


def operation(node: Operation, found: list[Type]) -> Type:
    """Return the type an operator gives, after looking at its operands."""
    parts = list(zip(node.operands, found, strict=True))
    match node.operator:
        case "and" | "or" | "not":
            for part, type_ in parts:
                require(part, type_, Kind.BOOLEAN)
            return BOOLEAN
        case "==" | "!=":
            alike(node, found)
            return BOOLEAN
        case "<" | "<=" | ">" | ">=":
            for part, type_ in parts:
                require(part, type_, *ORDERED)
            alike(node, found)
            return BOOLEAN
        case "in":
            require(node.operands[1], found[1], Kind.LIST)
            alike(node, [found[0], Type(found[1].of)])
            return BOOLEAN
        case "if":
            require(node.operands[0], found[0], Kind.BOOLEAN)
            return alike(node, found[1:])
    for part, type_ in parts:
        require(part, type_, Kind.NUMBER)
    if node.operator == "/":
        divisor(node.operands[1])
    return NUMBER


def alike(node: Node, found: list[Type]) -> Type:
    """Return the one type of several values; a date may be compared with its text."""
    kinds = {type_.kind for type_ in found} - {Kind.ANY}
    if len(kinds) > 1 and kinds != {Kind.DATE, Kind.TEXT}:
        raise ExpressionError("type", node.position, _("These two cannot be compared."))
    return next((type_ for type_ in found if type_.kind is not Kind.ANY), ANY)


def divisor(node: Node) -> None:
    """Refuse a divisor that is zero whatever anybody answers."""
    if not any(isinstance(part, Name) for part in node.walk()) and value_of(node, {}) == 0:
        raise ExpressionError("zero_divisor", node.position, _("Nothing can be divided by zero."))


def call(node: Call, found: list[Type]) -> Type:
    """Return the type a function gives, after looking at its arguments."""
    function = FUNCTIONS[node.function]
    wanted = {"date": (Kind.DATE, Kind.TEXT), "list": (Kind.LIST,), "number": (Kind.NUMBER,)}
    for argument, type_ in zip(node.arguments, found, strict=True):
        if function.takes in wanted:
            require(argument, type_, *wanted[function.takes])
    if node.function == "sum" and not Type(found[0].of).fits(Kind.NUMBER):
        require(node.arguments[0], Type(found[0].of), Kind.NUMBER)
    if function.gives != "same":
        return Type(Kind(function.gives))
    if len(found) == 1 and found[0].kind is Kind.LIST:
        return Type(found[0].of)
    return alike(node, found)
