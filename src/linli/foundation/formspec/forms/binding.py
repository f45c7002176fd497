"""From answers, raw or kept, to the fields that templates draw: typed text as typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.forms.controls import CONTROLS, Drawing
from linli.foundation.formspec.rules.sheet import ABSENT, Sheet
from linli.foundation.formspec.values import BoundSection, Context, FieldType

if TYPE_CHECKING:
    from linli.foundation.errors.values import Problem
    from linli.foundation.files.values import FileView
    from linli.foundation.formspec.schemas import Field, Form, Section
    from linli.foundation.ui.values import FieldView


def bind(
    form: Form,
    answers: Mapping[str, Any],
    *,
    context: Context,
    problems: Iterable[Problem] = (),
    section: str | None = None,
    files: Mapping[str, FileView] | None = None,
) -> tuple[BoundSection, ...]:
    """Return the visible sections, or the one asked for, with every field ready to be drawn.

    With `section`, consents are left out: `bind_consents` draws them on the page that submits.
    `files` are those that may be named in the answers, by id; no other one is drawn.
    """
    sheet = Sheet(form, answers, context)
    errors = _errors(problems)
    bound = []
    for one in form.sections:
        if section not in {None, one.id} or sheet.evaluate(one.show) is not True:
            continue
        fields = [
            field for field in one.fields if section is None or field.type is not FieldType.CONSENT
        ]
        views = tuple(_views(Drawing(sheet, errors, sheet.names, files or {}), one, fields))
        purposes = (str(field.purpose.label) for field in fields)
        readers = (str(field.readers.label) for field in fields)
        bound.append(
            BoundSection(
                one.id, str(one.title), str(one.intro), views, _once(purposes), _once(readers)
            )
        )
    return tuple(bound)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def bind_consents(
    form: Form,
    answers: Mapping[str, Any],
    *,
    context: Context,
    problems: Iterable[Problem] = (),
) -> tuple[FieldView, ...]:
    """Return the consents that these answers call for, never ticked: for the page that submits."""
    sheet = Sheet(form, answers, context)
    errors = _errors(problems)
    return tuple(
        view
        for one in form.sections
        if one.consents and sheet.evaluate(one.show) is True
        for view in _views(Drawing(sheet, errors, sheet.names), one, one.consents)
    )


def _errors(problems: Iterable[Problem]) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.path, str(problem.message))
    return found


def _views(drawing: Drawing, section: Section, fields: Iterable[Field]) -> Iterable[FieldView]:
    sheet = drawing.sheet
    given = sheet.answers.get(section.id)
    given = given if isinstance(given, Mapping) else {}
    for field in fields:
        path = f"{section.id}.{field.id}"
        if not sheet.is_shown(path):
            continue
        value = given.get(field.id)
        if field.set is not None:
            result = sheet.result(path)
            if result.value is ABSENT and path not in drawing.errors:
                continue
            value = "" if result.value is ABSENT else result.value
        yield draw(drawing, field, path, value)


def draw(drawing: Drawing, field: Field, path: str, value: Any) -> FieldView:
    """Return the view of one field."""
    return CONTROLS[field.type](drawing, field, path, value)
