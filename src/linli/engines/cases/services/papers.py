"""Is an application complete: answers by the form, papers by the item, files by their owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from linli.engines.cases.services.history import on_day
from linli.engines.cases.values import IncompleteError
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import NotFoundError, Problem
from linli.foundation.files import services as files
from linli.foundation.formspec import rules as formspec
from linli.foundation.formspec.values.sentences import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.engines.catalogue.values import Material
    from linli.foundation.actors.values import Actor


FILES = "case"
DRAFT_FILES = "draft"


@dataclass(frozen=True)
class Complete:
    """What a check found: cleaned answers, the papers this application owes, and what is wrong."""

    answers: dict[str, Any]
    owed: tuple[Material, ...]
    problems: tuple[Problem, ...]


def check_all(item: catalogue.ItemView, document: Mapping[str, Any], *, now: datetime) -> Complete:
    """Check answers and papers of an application as a whole."""
    context = catalogue.context(today=on_day(now))
    checked = formspec.check(item.form, document.get("answers", {}), context=context)
    owed = catalogue.materials_for(item, checked.answers, context=context)
    given = document.get("materials", {})
    problems = [*checked.problems, *_unreadable(item, given), *_missing(owed, given)]
    return Complete(checked.answers, owed, tuple(problems))


def _missing(owed: Iterable[Material], given: Mapping[str, Any]) -> Iterable[Problem]:
    for material in owed:
        if material.is_required and not given.get(material.id):
            message = filled(_("Please add: %(name)s"), {"name": material.name})
            yield Problem(f"materials.{material.id}", "required", message)


def _unreadable(item: catalogue.ItemView, given: Mapping[str, Any]) -> Iterable[Problem]:
    """Name papers that this item does not know, and entries that are neither file nor seen."""
    known = {material.id for material in item.materials}
    for material, papers in given.items():
        if material not in known:
            yield Problem(f"materials.{material}", "unknown", _("No such paper."))
        elif not all(set(paper) & {"file", "seen"} for paper in papers):
            yield Problem(f"materials.{material}", "invalid", _("Please add a file."))


def take_files(actor: Actor, case: Case, document: Mapping[str, Any]) -> None:
    """Make the loose files that a document names the case's own; those it has already stay.

    Raises `IncompleteError` for a file that is neither the actor's nor the case's.
    """
    for material, papers in document.get("materials", {}).items():
        ids = [paper["file"] for paper in papers if "file" in paper]
        if not ids:
            continue
        try:
            files.attach(actor, public_ids=ids, kind=FILES, owner_id=str(case.public_id))
        except (NotFoundError, ValueError) as error:
            message = _("This file was not found; please add it again.")
            problem = Problem(f"materials.{material}", "unknown_file", message)
            raise IncompleteError(problems=[problem]) from error
