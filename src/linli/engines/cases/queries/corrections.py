"""Which answers of a case can be corrected as typing errors: none that anything rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.cases.queries.access import staff_case
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.values import CasePermission, CaseState
from linli.engines.catalogue import queries as catalogue
from linli.foundation.formspec import rules as formspec
from linli.foundation.formspec.values import FieldType
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.schemas import Field

# Of an address only what is typed beside the place: the place says which office is responsible.
TYPED = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PHONE, FieldType.DIVISION})


def corrigible(case: Case, document: Mapping[str, Any]) -> dict[str, Field]:
    """Return the questions whose answers can be corrected, by path, in the order of the form."""
    item = catalogue.version(case.version_id)
    if not case.key or case.state in {CaseState.WITHDRAWN, CaseState.ARCHIVED}:
        return {}
    answers = document.get("answers", {})
    shown = formspec.check(item.form, answers, context=context_of(case, document)).visible
    rests_on = catalogue.decided_from(item)
    return {
        f"{section.id}.{field.id}": field
        for section in item.form.sections
        for field in section.fields
        if field.type in TYPED
        and field.set is None
        and f"{section.id}.{field.id}" in shown
        and _rested_on(field, f"{section.id}.{field.id}") not in rests_on
    }


def _rested_on(field: Field, path: str) -> str:
    """Return the name that an expression would have of what is typed."""
    return f"{path}.detail" if field.type is FieldType.DIVISION else path


def to_correct(actor: Actor, *, case_id: str, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return path and question of what can be corrected in a case.

    Raises `NotFoundError`, `ApprovalNeededError`.
    """
    actor.require(CasePermission.HANDLE)
    case = staff_case(actor, case_id)
    if not opens(actor, case, now=now, act="correct"):
        raise ApprovalNeededError
    found = corrigible(case, document_of(case))
    return tuple((path, str(field.ask)) for path, field in found.items())
