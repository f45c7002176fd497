"""What the page asks for that answers a told-once list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from linli.engines.cases.queries.access import case_to_answer
from linli.engines.cases.queries.cases import CaseView, view_of
from linli.engines.cases.queries.given import files_of
from linli.engines.cases.values import FILES, AskKind, NotAllowedNowError
from linli.engines.catalogue import queries as catalogue
from linli.foundation.formspec import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from linli.engines.catalogue.values import Material
    from linli.foundation.actors.values import Actor
    from linli.foundation.errors.values import Problem
    from linli.foundation.formspec.values import BoundSection


@dataclass(frozen=True)
class SupplementForm:
    """The sections that were asked about, the papers asked for, and the list itself."""

    case: CaseView
    sections: tuple[BoundSection, ...]
    papers: tuple[Material, ...]


def supplement_form(
    actor: Actor,
    *,
    case_id: str,
    now: datetime,
    typed: Mapping[str, Any] | None = None,
    problems: Iterable[Problem] = (),
) -> SupplementForm:
    """Return what the resident is asked for; raises `NotAllowedNowError` if nothing waits."""
    case = view_of(actor, case_to_answer(actor, case_id, now=now), now=now)
    if case.supplement is None:
        raise NotAllowedNowError
    asked = case.supplement.asks
    sections = {ask.ref.split(".")[0] for ask in asked if ask.kind is AskKind.FIELD}
    wanted = {ask.ref for ask in asked if ask.kind is AskKind.MATERIAL}
    answers = {**case.document.get("answers", {}), **(typed or {})}
    context = catalogue.context(today=timezone.localdate(now))
    found = files_of(
        actor, case.item.form, {"answers": answers}, kind=FILES, owner_id=str(case.row.public_id)
    )
    bound = tuple(
        one
        for section in case.item.form.sections
        if section.id in sections
        for one in forms.bind(
            case.item.form,
            answers,
            context=context,
            problems=problems,
            section=section.id,
            files=found,
        )
    )
    papers = tuple(material for material in case.item.materials if material.id in wanted)
    return SupplementForm(case, bound, papers)
