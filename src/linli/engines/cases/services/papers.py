"""Is an application complete: answers by the form, papers by the item, files by their owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.queries import promises
from linli.engines.cases.queries.known import proven
from linli.engines.cases.services.history import on_day
from linli.engines.cases.values import FILES, IncompleteError
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import NotFoundError, Problem
from linli.foundation.files import queries as stored_files
from linli.foundation.files import services as files
from linli.foundation.files.rules import clean_name, refit
from linli.foundation.files.values import FileRefusedError, FilesUnavailableError
from linli.foundation.formspec import rules as formspec
from linli.foundation.formspec.values.sentences import filled, problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from linli.engines.cases.models import Case
    from linli.engines.catalogue.values import Material
    from linli.foundation.actors.values import Actor
    from linli.foundation.errors.values import LinliError
    from linli.foundation.files.values import FileView
    from linli.foundation.formspec.schemas import Field, Form


@dataclass(frozen=True)
class Complete:
    """What a check found: cleaned answers, the papers this application owes, and what is wrong."""

    answers: dict[str, Any]
    owed: tuple[Material, ...]
    problems: tuple[Problem, ...]


def check_all(
    item: catalogue.ItemView,
    document: Mapping[str, Any],
    *,
    now: datetime,
    promised: Collection[str] = (),
) -> Complete:
    """Check answers and papers of an application as a whole.

    A paper may be promised within its limit; `promised` names those that were, when the case began.
    """
    today = on_day(now)
    context = catalogue.context(today=today, facts=proven(item, document, today=today))
    checked = formspec.check(item.form, document.get("answers", {}), context=context)
    facts = proven(item, {**document, "answers": checked.answers}, today=today)
    owed = catalogue.materials_for(
        item, checked.answers, context=catalogue.context(today=today, facts=facts)
    )
    given = document.get("materials", {})
    problems = [*checked.problems, *_unreadable(item, given), *_missing(owed, given, promised)]
    problems += broken(item, owed, checked.answers, given, today=on_day(now), promised=promised)
    return Complete(checked.answers, owed, tuple(problems))


def _missing(
    owed: Iterable[Material], given: Mapping[str, Any], promised: Collection[str]
) -> Iterable[Problem]:
    for material in owed:
        is_there = given.get(material.id) or material.id in promised
        if material.is_required and not is_there:
            message = filled(_("Please add: %(name)s"), {"name": material.name})
            yield Problem(f"materials.{material.id}", "required", message)


def broken(
    item: catalogue.ItemView,
    owed: Iterable[Material],
    answers: Mapping[str, Any],
    given: Mapping[str, Any],
    *,
    today: date,
    promised: Collection[str] = (),
) -> Iterable[Problem]:
    """Name promises for a paper that may not follow, and for a day beyond its limit."""
    for material in owed:
        papers = given.get(material.id) or ()
        is_promise = any("promise" in paper for paper in papers) and material.id not in promised
        if is_promise and not any({"file", "seen"} & set(paper) for paper in papers):
            last = promises.latest(item, material, answers, today=today)
            on = promises.promised_on(papers)
            if last is None:
                words = _("This paper cannot follow. Please add it now.")
                yield Problem(f"materials.{material.id}", "not_later", words)
            elif on is None or not today <= on <= last:
                words = _("Please choose a day within the limit.")
                yield Problem(f"materials.{material.id}", "promise_date", words)


def _unreadable(item: catalogue.ItemView, given: Mapping[str, Any]) -> Iterable[Problem]:
    """Name papers that this item does not know, and entries that are neither file nor seen."""
    known = {material.id for material in item.materials}
    for material, papers in given.items():
        if material not in known:
            yield Problem(f"materials.{material}", "unknown", _("No such paper."))
        elif not all(set(paper) & {"file", "seen", "promise"} for paper in papers):
            yield Problem(f"materials.{material}", "invalid", _("Please add a file."))


@transaction.atomic
def store_uploads(
    actor: Actor, *, form: Form, uploads: Mapping[str, Sequence[files.Upload]], now: datetime
) -> tuple[dict[str, list[FileView]], tuple[Problem, ...]]:
    """Take what was added to fields of a form or to papers, loose until it is handed in.

    Returns the files by path, and one problem for each path where some cannot be taken: they keep
    no other back.
    """
    stored: dict[str, list[FileView]] = {}
    refused: dict[str, list[Problem]] = {}
    for path, given in uploads.items():
        field = form.fields_by_path.get(path)
        for upload in given:
            try:
                file = files.store(actor, upload=upload, now=now, **_limits(field))
            except (FileRefusedError, FilesUnavailableError) as error:
                fault = _refused(path, clean_name(upload.name or ""), error)
                refused.setdefault(path, []).append(fault)
            else:
                stored.setdefault(path, []).append(file)
    return stored, tuple(
        Problem(path, faults[0].code, " ".join(str(one.message) for one in faults))
        for path, faults in refused.items()
    )


def _limits(field: Field | None) -> dict[str, Any]:
    return {"allowed": field.file_types, "max_bytes": field.max_bytes} if field else {}


def _refused(path: str, name: str, error: LinliError) -> Problem:
    values = {"name": name, "reason": str(error)}
    return Problem(path, error.code, filled(_("%(name)s: %(reason)s"), values))


def take_answered(
    actor: Actor, form: Form, answers: Mapping[str, Any], *, kind: str, owner_id: str
) -> list[Problem]:
    """Make the loose files that answers name an owner's own; return what is wrong with the files.

    One that is neither the actor's nor the owner's is as one that does not exist.
    """
    named = formspec.files_in(form, answers)
    if not named:
        return []
    ids = [one for given in named.values() for one in given]
    found = stored_files.attachable(actor, public_ids=ids, kind=kind, owner_id=owner_id)
    files.attach(actor, public_ids=found, kind=kind, owner_id=owner_id)
    return [
        fault
        for path, given in named.items()
        for fault in _unfit(path, form.fields_by_path[path], given, found)
    ]


def _unfit(
    path: str, field: Field, ids: Iterable[str], found: Mapping[str, FileView]
) -> Iterable[Problem]:
    for one in ids:
        if one not in found:
            yield problem(path, "file")
            continue
        try:
            refit(found[one], **_limits(field))
        except FileRefusedError as error:
            yield _refused(path, found[one].name, error)


def take_files(
    actor: Actor, case: Case, item: catalogue.ItemView, document: Mapping[str, Any]
) -> None:
    """Make the loose files that a document names the case's own; those it has already stay.

    Raises `IncompleteError` for a file that is neither the actor's nor the case's, and for one
    that is not as its field asks.
    """
    owner_id = str(case.public_id)
    answers = document.get("answers", {})
    if faults := take_answered(actor, item.form, answers, kind=FILES, owner_id=owner_id):
        raise IncompleteError(problems=faults)
    for material, papers in document.get("materials", {}).items():
        ids = [paper["file"] for paper in papers if "file" in paper]
        if not ids:
            continue
        try:
            files.attach(actor, public_ids=ids, kind=FILES, owner_id=owner_id)
        except (NotFoundError, ValueError) as error:
            message = _("This file was not found; please add it again.")
            fault = Problem(f"materials.{material}", "unknown_file", message)
            raise IncompleteError(problems=[fault]) from error
