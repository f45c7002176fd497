"""What must be right with a definition before anybody fills it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.foundation.errors.values import Problem
from linli.foundation.formspec.expressions import (
    Expression,
    ExpressionError,
    Kind,
    Type,
    check_types,
)
from linli.foundation.formspec.values import GROUPS, FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linli.foundation.formspec.schemas import Field, Form

KINDS = {
    FieldType.NUMBER: Kind.NUMBER,
    FieldType.MONEY: Kind.NUMBER,
    FieldType.DATE: Kind.DATE,
    FieldType.YES_NO: Kind.BOOLEAN,
    FieldType.CONSENT: Kind.BOOLEAN,
}


def types(form: Form, more: Mapping[str, Type] | None = None) -> dict[str, Type]:
    """Return the type of every name the form's expressions may use.

    `more` names facts and parameters, and may end in `.*`; the names in `let` are worked out.
    """
    known: dict[str, Type] = {"parameter.*": Type(Kind.ANY), **(more or {})}
    for path, field in form.fields_by_path.items():
        known.update(_types(path, field))
    known.update(dict.fromkeys(form.let, Type(Kind.ANY)))
    for _round in form.let:  # each round tells the types of one more step of names upon names
        told = {name: _told(expression, known) for name, expression in form.let.items()}
        if told.items() <= known.items():
            break
        known.update(told)
    return known


def _told(expression: Expression, known: Mapping[str, Type]) -> Type:
    """Return the type of a named expression; what is wrong with it is said elsewhere."""
    try:
        return check_types(expression, known)
    except ExpressionError:
        return Type(Kind.ANY)


def _types(path: str, field: Field) -> Iterator[tuple[str, Type]]:
    yield path, type_of(field)
    if field.type is FieldType.TABLE:
        for column in field.columns:
            yield f"{path}.{column.id}", Type(Kind.LIST, type_of(column).kind)
    if field.type is FieldType.PERIOD:
        yield from ((f"{path}.{end}", Type(Kind.DATE)) for end in ("start", "end"))
    if field.type is FieldType.IDENTITY:
        yield from ((f"{path}.{part}", Type(Kind.TEXT)) for part in ("type", "number"))
    if field.type is FieldType.DIVISION:
        yield from ((f"{path}.{part}", Type(Kind.TEXT)) for part in ("code", "detail"))


def type_of(field: Field) -> Type:
    """Return the type that the answer to a field has in expressions."""
    options = {Kind.NUMBER if isinstance(one.value, int) else Kind.TEXT for one in field.options}
    of_options = options.pop() if len(options) == 1 else Kind.ANY
    if field.type is FieldType.CHOICE:
        return Type(of_options)
    if field.type is FieldType.CHOICES:
        return Type(Kind.LIST, of_options)
    if field.type is FieldType.TABLE:
        return Type(Kind.LIST, Kind.RECORD)
    if field.type is FieldType.FILE:
        return Type(Kind.LIST, Kind.TEXT)
    if field.type in {*GROUPS, FieldType.PERIOD, FieldType.IDENTITY, FieldType.DIVISION}:
        return Type(Kind.RECORD)
    return Type(KINDS.get(field.type, Kind.TEXT))


def definition_problems(
    form: Form, *, more: Mapping[str, Type] | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with the form's expressions: names, types, zero divisors, rings.

    Paths are `card.grade.show`, `let.care.due`.
    """
    known = types(form, more)
    problems = [
        Problem(path, error.code, str(error))
        for path, expression, wanted, own in _expressions(form)
        if (error := _error(expression, wanted, {**known, **own}))
    ]
    problems += [
        Problem(name, "ring", f"{name} depends on itself through {' → '.join(ring)}")
        for name, ring in _rings(form)
    ]
    return tuple(problems)


def _error(
    expression: Expression, wanted: Kind, known: Mapping[str, Type]
) -> ExpressionError | None:
    try:
        found = check_types(expression, known)
    except ExpressionError as error:
        return error
    if found.fits(wanted) or wanted is Kind.ANY:
        return None
    message = f"this gives {found.kind.value}, needed is {wanted.value}"
    return ExpressionError("type", 0, message)


Use = tuple[str, Expression, Kind, dict[str, Type]]


def row_types(field: Field) -> dict[str, Type]:
    """Return the types of what an expression may name of one row of a table: `row.birth_date`."""
    return {f"row.{column.id}": type_of(column) for column in field.columns}


def _expressions(form: Form) -> Iterator[Use]:
    for name, expression in form.let.items():
        yield f"let.{name}", expression, Kind.ANY, {}
    for section in form.sections:
        yield f"{section.id}.show", section.show, Kind.BOOLEAN, {}
        for field in section.fields:
            yield from _of_field(f"{section.id}.{field.id}", field, {})


def _of_field(path: str, field: Field, own: dict[str, Type]) -> Iterator[Use]:
    yield f"{path}.show", field.show, Kind.BOOLEAN, own
    yield f"{path}.require", field.require, Kind.BOOLEAN, own
    for key, limit in (("not_before", field.not_before), ("not_after", field.not_after)):
        if limit is not None:
            yield f"{path}.{key}", limit, Kind.DATE, own
    if field.set is not None:
        yield f"{path}.set", field.set, type_of(field).kind, own
    row: dict[str, Type] = {}
    for column in field.columns:
        yield from _of_field(f"{path}.{column.id}", column, dict(row))
        if field.type is FieldType.TABLE:
            row[f"row.{column.id}"] = type_of(column)


def _rings(form: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each name that depends on itself."""
    needs = {name: _needed(form, expression.names) for name, expression in form.let.items()}
    for section in form.sections:
        for field in section.fields:
            path = f"{section.id}.{field.id}"
            needs[path] = _needed(
                form, (name for use in _uses(field, section.show) for name in use.names)
            )
    for start in needs:
        if ring := _ring(needs, start):
            yield start, ring


def _uses(field: Field, shown: Expression) -> Iterator[Expression]:
    yield from (shown, field.show, field.require)
    yield from (one for one in (field.set, field.not_before, field.not_after) if one)
    for column in field.columns:
        yield from _uses(column, shown)


def _needed(form: Form, names: Iterator[str] | frozenset[str]) -> set[str]:
    tops = {f"{section.id}.{field.id}" for section in form.sections for field in section.fields}
    found = set()
    for name in names:
        top = ".".join(name.split(".")[:2])
        found |= {one for one in (name, top) if one in tops or one in form.let}
    return found


def _ring(needs: Mapping[str, set[str]], start: str) -> tuple[str, ...]:
    """Return the way from a name back to itself, or nothing."""
    ways: list[tuple[str, ...]] = [(name,) for name in sorted(needs[start])]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, name) for name in sorted(needs.get(way[-1], ()))]
    return ()
