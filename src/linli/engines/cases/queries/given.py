"""The files that answers name, for who may read the answers; and what a resident handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.engines.cases.queries.sealing import whole_answers
from linli.foundation.files import queries as files
from linli.foundation.formspec import display
from linli.foundation.formspec.rules import files_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.actors.values import Actor
    from linli.foundation.files.values import FileView
    from linli.foundation.formspec.schemas import Form
    from linli.foundation.formspec.values import Context, DisplayRow


@dataclass(frozen=True)
class GivenView:
    """A paper or a question with the files that were handed in for it."""

    label: str
    files: tuple[FileView, ...]
    is_seen: bool = False  # the original, at the counter


def named_in(form: Form, document: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids of all files that a document names, in its answers and for its papers."""
    papers = document.get("materials", {}).values()
    of_papers = {paper["file"] for given in papers for paper in given if "file" in paper}
    answered = files_in(form, document.get("answers", {})).values()
    return frozenset(of_papers.union(*answered))


def files_of(
    actor: Actor, form: Form, document: Mapping[str, Any], *, kind: str, owner_id: str
) -> dict[str, FileView]:
    """Return the files that a document names by id, if their owner has them or the actor may give.

    One statement where any is named, else none.
    """
    ids = named_in(form, document)
    if not ids:
        return {}
    return files.attachable(actor, public_ids=ids, kind=kind, owner_id=owner_id)


def told_in(
    item: ItemView, document: Mapping[str, Any], *, context: Context
) -> tuple[DisplayRow, ...]:
    """Return what stages wrote down for the applicant to read."""
    answers = whole_answers(document)
    told = {path for stage in item.flow.stages for path in stage.tells}
    if not told or not document.get("records"):
        return ()
    sections = display.lines(item.whole, answers, context=context, reveal=told)
    return tuple(row for section in sections for row in section.rows if row.path in told)


def given_in(
    item: ItemView, document: Mapping[str, Any], *, found: Mapping[str, FileView], context: Context
) -> tuple[GivenView, ...]:
    """Return the papers and files of an application, in the order in which they were asked for."""
    given = []
    for material in item.materials:
        papers = document.get("materials", {}).get(material.id, ())
        named = tuple(found[one["file"]] for one in papers if one.get("file") in found)
        is_seen = any("seen" in one for one in papers)
        if named or is_seen:
            given.append(GivenView(str(material.name), named, is_seen))
    if files_in(item.form, document.get("answers", {})):
        sections = display.lines(item.form, document["answers"], context=context, files=found)
        rows = [row for section in sections for row in section.rows if row.files]
        given += [GivenView(row.label, row.files) for row in rows]
    return tuple(given)
