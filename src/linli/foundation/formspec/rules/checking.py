"""The check of answers, the same for pages and for the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.rules.sheet import ABSENT, MOST_PROBLEMS, Sheet, strays
from linli.foundation.formspec.values import Checked, Context, FieldType
from linli.foundation.formspec.values.sentences import problem

if TYPE_CHECKING:
    from linli.foundation.errors.values import Problem
    from linli.foundation.formspec.schemas import Form, Section


def check(form: Form, answers: Any, *, context: Context, section: str | None = None) -> Checked:
    """Return what may be kept, what is wrong and what is shown. Never raises on any JSON value.

    With `section` only that section is judged and kept (the rest is read for its conditions), and
    consents are left out: they are asked anew on the page that submits, never kept in a draft.
    """
    if not isinstance(answers, Mapping):
        return Checked({}, (problem("", "type"),), frozenset())
    sheet = Sheet(form, answers, context)
    judged = [one for one in form.sections if section in {None, one.id}]
    problems: list[Problem] = []
    if section is None:
        problems += strays(answers, set(form.sections_by_id), "")
    kept: dict[str, Any] = {}
    for one in judged:
        found, wrong = _section(sheet, one, is_draft=section is not None)
        problems += wrong
        if found:
            kept[one.id] = found
    visible = frozenset(path for path in sheet.tops if sheet.is_shown(path))
    return Checked(kept, tuple(problems[:MOST_PROBLEMS]), visible)


def _section(
    sheet: Sheet, section: Section, *, is_draft: bool
) -> tuple[dict[str, Any], list[Problem]]:
    given = sheet.answers.get(section.id)
    if given is not None and not isinstance(given, Mapping):
        return {}, [problem(section.id, "type")]
    problems = strays(given or {}, {field.id for field in section.fields}, section.id)
    kept = {}
    for field in section.fields:
        if is_draft and field.type is FieldType.CONSENT:
            continue
        result = sheet.result(f"{section.id}.{field.id}")
        problems.extend(result.problems)
        if result.value is not ABSENT:
            kept[field.id] = result.value
    return kept, problems


def without_consents(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as a draft may keep them: no consents, nothing the form no longer asks."""
    kept: dict[str, Any] = {}
    for section in form.sections:
        given = answers.get(section.id)
        if isinstance(given, Mapping):
            asked = {field.id for field in section.fields if field.type is not FieldType.CONSENT}
            kept[section.id] = {key: value for key, value in given.items() if key in asked}
    return kept


def with_consents(form: Form, draft: Mapping[str, Any], given: Any) -> dict[str, Any]:
    """Return a draft's answers with the consents of this very request, and no others.

    `given` may be all that was sent; only its consents are taken.
    """
    answers = without_consents(form, draft)
    for section in form.sections:
        sent = given.get(section.id) if isinstance(given, Mapping) else None
        for field in section.consents:
            if isinstance(sent, Mapping) and field.id in sent:
                answers.setdefault(section.id, {})[field.id] = sent[field.id]
    return answers
