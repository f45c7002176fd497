"""What the box above a form lists: each thing wrong once, with the id of its control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet

from linli.foundation.errors.values import LinliError, Problem
from linli.foundation.ui.values import FieldView


@dataclass(frozen=True)
class Fault:
    """One line of an error summary."""

    text: str
    target: str = ""  # id of the control; empty: of the whole form


def faults(source: Any, *, prefix: str = "") -> tuple[Fault, ...]:
    """Return the lines for problems, an error, a form, a formset, field views or sections."""
    seen: dict[Fault, None] = {}
    for fault in _each(source, prefix):
        seen.setdefault(fault)
    return tuple(seen)


def _each(source: Any, prefix: str) -> Iterator[Fault]:
    if isinstance(source, BaseForm):
        yield from _of_form(source)
    elif isinstance(source, BaseFormSet):
        yield from _of_formset(source)
    elif isinstance(source, LinliError):
        yield from _of_error(source, prefix)
    elif source:
        yield from _of_value(source, prefix)


def _of_value(source: Any, prefix: str) -> Iterator[Fault]:
    if isinstance(source, Problem):
        yield Fault(str(source.message), _target(source.path, prefix))
    elif isinstance(source, FieldView):
        yield from _of_field(source)
    elif hasattr(source, "fields"):  # a section of fields
        yield from _each(source.fields, prefix)
    elif isinstance(source, Iterable) and not isinstance(source, str):
        for one in source:
            yield from _each(one, prefix)
    else:
        yield Fault(str(source))


def _of_formset(formset: Any) -> Iterator[Fault]:
    yield from (Fault(str(error)) for error in formset.non_form_errors())
    for form in formset:
        yield from _of_form(form)


def _target(path: str, prefix: str) -> str:
    return "id_" + f"{prefix}{path}".replace(".", "-") if path else ""


def _of_error(error: LinliError, prefix: str) -> Iterator[Fault]:
    if error.problems:
        yield from _each(error.problems, prefix)
    else:
        yield Fault(str(error))


def _of_field(field: FieldView) -> Iterator[Fault]:
    if field.error:
        yield Fault(field.error, field.id)
    for part in field.parts:
        yield from _of_field(part)
    for row in field.rows:
        for cell in row:
            yield from _of_field(cell)


def _of_form(form: BaseForm) -> Iterator[Fault]:
    for name, errors in form.errors.items():
        known = name in form.fields
        target = "id_" + form[name].html_name.replace(".", "-") if known else ""
        for error in errors:
            yield Fault(str(error), target)
