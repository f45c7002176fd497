"""From text to nodes through Python's `ast`, keeping only what is on the white list."""

from __future__ import annotations

import ast
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from linli.foundation.formspec.expressions.errors import ExpressionError
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
from linli.foundation.formspec.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LENGTH, MAX_NODES, MAX_DEPTH = 1000, 200, 20
CONSTANTS = {"true": True, "false": False, "yes": True, "no": False, "unknown": UNKNOWN}
WORD = re.compile(r"[a-z][a-z0-9_]*")
NUMBER = re.compile(r"\d{1,18}(\.\d{1,10})?")
ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARISONS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
}


def parse_text(text: str) -> Node:
    """Return the node of a text; raises `ExpressionError`."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError("too_long", MAX_LENGTH, _("The expression is too long."))
    plain = re.sub(r"\s", " ", text)
    stray = re.search(r"[\\;#{}`\x00-\x1f\x7f\ud800-\udfff]", plain)
    if stray:
        raise ExpressionError("syntax", stray.start(), _("This character has no meaning here."))
    indent = len(plain) - len(plain.lstrip())
    try:
        tree = ast.parse(plain.strip(), mode="eval")
    except SyntaxError as error:
        at = indent + error.offset - 1 if error.offset else len(text)  # none: it ends too soon
        raise ExpressionError("syntax", min(at, len(text)), _("This cannot be read.")) from error
    except (ValueError, RecursionError, MemoryError, Warning) as error:
        raise ExpressionError("syntax", 0, _("This cannot be read.")) from error
    return Reader(plain.strip(), indent).read(tree.body, 1)


class Reader:
    """Reads one tree, counting what it costs."""

    def __init__(self, text: str, indent: int) -> None:
        self.text = text.encode()
        self.indent = indent
        self.count = 0

    def read(self, node: ast.expr, depth: int) -> Node:
        """Return the node of an `ast` node."""
        self.count += 1
        if depth > MAX_DEPTH:
            raise self.error(node, "too_deep", _("The expression is nested too deeply."))
        if self.count > MAX_NODES:
            raise self.error(node, "too_costly", _("The expression has too many parts."))
        reader = READERS.get(type(node))
        if reader is None:
            raise self.error(node, "not_allowed", _("This is not part of the language."))
        return reader(self, node, depth + 1)

    def at(self, node: ast.expr) -> int:
        """Return the place of a node in characters (`ast` counts bytes)."""
        return self.indent + len(self.text[: node.col_offset].decode(errors="ignore"))

    def error(self, node: ast.expr, code: str, message: Any) -> ExpressionError:
        """Return the error that points at a node."""
        return ExpressionError(code, self.at(node), message)

    def constant(self, node: ast.Constant, _depth: int) -> Node:
        """Read a number exactly as written, a text, or True and False."""
        value: Any = node.value
        if isinstance(value, bool | str):
            return Literal(self.at(node), value)
        written = self.text[node.col_offset : node.end_col_offset].decode()
        if isinstance(value, int | float) and NUMBER.fullmatch(written):
            return Literal(self.at(node), Decimal(written))
        raise self.error(node, "not_allowed", _("Write numbers plainly, as 1860 or 0.5."))

    def name(self, node: ast.Name, _depth: int) -> Node:
        """Read a single word: a constant of the language or a name."""
        if node.id in CONSTANTS:
            return Literal(self.at(node), CONSTANTS[node.id])
        return Name(self.at(node), self.word(node, node.id))

    def word(self, node: ast.expr, word: str) -> str:
        """Return a word if it may be used in a name."""
        if not WORD.fullmatch(word):
            raise self.error(node, "name", _("Names are small letters, digits and _."))
        return word

    def attribute(self, node: ast.Attribute, depth: int) -> Node:
        """Read a dotted name."""
        inner = self.read(node.value, depth)
        if not isinstance(inner, Name):
            raise self.error(node, "name", _("Only names have parts after a dot."))
        return Name(inner.position, f"{inner.path}.{self.word(node, node.attr)}")

    def subscript(self, node: ast.Subscript, depth: int) -> Node:
        """Read an entry of a table."""
        return Index(self.at(node), self.read(node.value, depth), self.read(node.slice, depth))

    def items(self, node: ast.List | ast.Tuple, depth: int) -> Node:
        """Read a list."""
        return Items(self.at(node), tuple(self.read(item, depth) for item in node.elts))

    def boolean(self, node: ast.BoolOp, depth: int) -> Node:
        """Read `and`, `or`."""
        operator = "and" if isinstance(node.op, ast.And) else "or"
        operands = tuple(self.read(value, depth) for value in node.values)
        return Operation(self.at(node), operator, operands)

    def unary(self, node: ast.UnaryOp, depth: int) -> Node:
        """Read `not` and a minus sign."""
        operators = {ast.Not: "not", ast.USub: "neg"}
        operator = operators.get(type(node.op))
        if operator is None:
            raise self.error(node, "not_allowed", _("This is not part of the language."))
        return Operation(self.at(node), operator, (self.read(node.operand, depth),))

    def binary(self, node: ast.BinOp, depth: int) -> Node:
        """Read arithmetic."""
        operator = ARITHMETIC.get(type(node.op))
        if operator is None:
            raise self.error(node, "not_allowed", _("This is not part of the language."))
        operands = (self.read(node.left, depth), self.read(node.right, depth))
        return Operation(self.at(node), operator, operands)

    def compare(self, node: ast.Compare, depth: int) -> Node:
        """Read a comparison; a chain `0 < x <= 5` is both comparisons together."""
        sides = [self.read(side, depth) for side in (node.left, *node.comparators)]
        links = tuple(
            self.link(node, operator, sides[at], sides[at + 1])
            for at, operator in enumerate(node.ops)
        )
        return links[0] if len(links) == 1 else Operation(self.at(node), "and", links)

    def link(self, node: ast.Compare, operator: ast.cmpop, left: Node, right: Node) -> Node:
        """Read one comparison of a chain."""
        if isinstance(operator, ast.NotIn):
            inside = Operation(self.at(node), "in", (left, right))
            return Operation(self.at(node), "not", (inside,))
        sign = COMPARISONS.get(type(operator))
        if sign is None:
            raise self.error(node, "not_allowed", _("Compare with == != < <= > >= or in."))
        return Operation(self.at(node), sign, (left, right))

    def choice(self, node: ast.IfExp, depth: int) -> Node:
        """Read `a if condition else b`."""
        operands = tuple(self.read(part, depth) for part in (node.test, node.body, node.orelse))
        return Operation(self.at(node), "if", operands)

    def call(self, node: ast.Call, depth: int) -> Node:
        """Read a call of one of the language's own functions."""
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if function not in FUNCTIONS or node.keywords:
            raise self.error(node, "function", _("There is no such function."))
        least, most = FUNCTIONS[function].arity
        if not least <= len(node.args) <= most:
            raise self.error(node, "arguments", _("The function takes another number of values."))
        arguments = tuple(self.read(argument, depth) for argument in node.args)
        if function == "date":
            return self.date(node, arguments[0])
        if function == "today":
            return Name(self.at(node), "today")
        return Call(self.at(node), function, arguments)

    def date(self, node: ast.Call, argument: Node) -> Node:
        """Read `date("2026-01-31")` once and for all."""
        text = argument.value if isinstance(argument, Literal) else None
        try:
            return Literal(self.at(node), date.fromisoformat(text if isinstance(text, str) else ""))
        except ValueError as error:
            raise self.error(node, "date", _("Write a date as date('2026-01-31').")) from error


READERS: dict[type[ast.expr], Callable[[Reader, Any, int], Node]] = {
    ast.Constant: Reader.constant,
    ast.Name: Reader.name,
    ast.Attribute: Reader.attribute,
    ast.Subscript: Reader.subscript,
    ast.List: Reader.items,
    ast.Tuple: Reader.items,
    ast.BoolOp: Reader.boolean,
    ast.UnaryOp: Reader.unary,
    ast.BinOp: Reader.binary,
    ast.Compare: Reader.compare,
    ast.IfExp: Reader.choice,
    ast.Call: Reader.call,
}
