"""The page on which a stage is written down, and the sheet that is taken along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language

from linli.engines.cases.models import Case
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.desk import DeskCaseView, desk_case
from linli.engines.cases.queries.given import files_of
from linli.engines.cases.queries.sealing import document_of, whole_answers
from linli.engines.cases.values import FILES
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from linli.engines.cases.queries.acts import ActView
    from linli.foundation.actors.values import Actor
    from linli.foundation.errors.values import Problem
    from linli.foundation.formspec.forms.blank import BlankSection
    from linli.foundation.formspec.schemas import Form
    from linli.foundation.formspec.values import BoundSection


@dataclass(frozen=True)
class RecordPage:
    """A stage at work, its case, and its form as typed so far."""

    case: DeskCaseView
    act: ActView
    form: Form
    bound: tuple[BoundSection, ...]

    @property
    def live(self) -> tuple[str, ...]:
        """Answers that decide what else is asked: of a section as of a question."""
        sections = (name for one in self.form.sections for name in one.show.names)
        return tuple(sorted({*forms.deciding(self.form.sections), *sections}))

    @property
    def blank(self) -> tuple[BlankSection, ...]:
        """The form on paper, in the language in force."""
        return forms.blank(self.form, get_language() or "zh-hans")


def record_page(
    actor: Actor,
    *,
    case_id: str,
    task_id: str,
    now: datetime,
    typed: Mapping[str, Any] | None = None,
    problems: Iterable[Problem] = (),
) -> RecordPage:
    """Return what a stage writes down, ready to be drawn.

    Raises `NotFoundError` where the actor has no such task at work, or its stage has no form.
    """
    found = desk_case(actor, case_id=case_id, now=now)
    act = next((one for one in found.acts if str(one.task.task_id) == task_id), None)
    form = found.item.record_forms.get(act.stage.id) if act and act.stage else None
    if act is None or form is None:
        raise NotFoundError
    case = Case.objects.get(public_id=case_id)
    document = document_of(case)
    answers = whole_answers(document)
    typed, against = typed or {}, context_of(case, document)
    bound = forms.bind(
        form,
        typed,
        context=catalogue.record_context(
            found.item, answers, on=timezone.localdate(now), context=against
        ),
        problems=problems,
        files=files_of(actor, form, {"answers": typed}, kind=FILES, owner_id=case_id),
    )
    return RecordPage(found, act, form, bound)
