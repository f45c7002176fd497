"""What a stage writes down: at a home visit, of neighbours, by experts, for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.sealing import document_of, whole_answers
from linli.engines.cases.services.history import on_day
from linli.engines.cases.services.papers import take_answered
from linli.engines.cases.values import FILES, IncompleteError
from linli.engines.catalogue import queries as catalogue
from linli.foundation.formspec import rules as formspec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Actor


def take_record(
    actor: Actor,
    case: Case,
    item: catalogue.ItemView,
    stage_id: str,
    record: Mapping[str, Any],
    *,
    is_no: bool,
    now: datetime,
) -> dict[str, Any]:
    """Return a record as it is kept, with its files made the case's; {} where a stage has none.

    Raises `IncompleteError` naming what is missing or wrong. A no may do without: a home that
    nobody could visit is no reason to keep a case open. What was found is of the day on which it
    is written down, not of the day of the application.
    """
    form = item.record_forms.get(stage_id)
    if form is None:
        return {}
    document = document_of(case)
    answers = whole_answers(document)
    against = context_of(case, document)
    context = catalogue.record_context(item, answers, on=on_day(now), context=against)
    checked = formspec.check(form, record, context=context)
    if checked.problems and not (is_no and not record):
        raise IncompleteError(problems=checked.problems)
    owner_id = str(case.public_id)
    if faults := take_answered(actor, form, checked.answers, kind=FILES, owner_id=owner_id):
        raise IncompleteError(problems=faults)
    return checked.answers
