"""Writing an application: one draft per person and item, saved at every step, on any device."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Draft
from linli.engines.cases.queries.drafts import DraftView, draft_of, open_document, view
from linli.engines.cases.queries.given import named_in
from linli.engines.cases.services.history import on_day
from linli.engines.cases.services.papers import take_answered
from linli.engines.cases.values import DRAFT_FILES, CasePermission
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import ConflictError, InvalidError, NotFoundError, Problem
from linli.foundation.files import services as files
from linli.foundation.formspec import forms
from linli.foundation.formspec import rules as formspec
from linli.foundation.formspec.values import FieldType
from linli.foundation.privacy import services as privacy
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linli.foundation.actors.values import Actor


def start(
    actor: Actor,
    *,
    item_code: str,
    for_person_id: int | None = None,
    use_record: bool = False,
    now: datetime,
) -> DraftView:
    """Begin an application, or return the draft that exists.

    With `use_record` the form is filled from the record of a proven person: the actor's own, that
    of somebody they may act for, or at the counter that of the person present. Raises
    `NotFoundError` for a person whom the actor may not act for, and for a guide-only item.
    """
    item = catalogue.published(item_code)
    person_id = whom(actor, for_person_id=for_person_id, item_code=item.code, now=now)
    if item.is_guide_only:
        raise NotFoundError
    found = Draft.objects.filter(
        owner_id=actor.account_id or 0, item_code=item.code, person_id=person_id or 0
    ).first()
    if found is not None:
        return view(found)
    may_fill = use_record and person_id is not None
    facts = (
        people.prefill(actor, person_id=person_id, now=now, item_code=item.code)
        if may_fill and person_id
        else {}
    )
    document = {"answers": forms.prefill(item.form, facts), "materials": {}, "done": []}
    draft = Draft(
        owner_id=actor.account_id or 0,
        person_id=person_id or 0,
        item_code=item.code,
        version_id=item.version_id,
        channel=actor.channel,
        key=privacy.new_case_key(),
        created_at=now,
        saved_at=now,
    )
    _seal(draft, document)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:  # two windows at once: both get the one that won
        draft = Draft.objects.get(
            owner_id=actor.account_id or 0, item_code=item.code, person_id=person_id or 0
        )
    return view(draft)


def whom(actor: Actor, *, for_person_id: int | None, item_code: str, now: datetime) -> int | None:
    """Return the person an application is for; checks that the actor may act for them."""
    if for_person_id is None:
        actor.require(CasePermission.APPLY)
        return actor.person_id if actor.is_proven else None
    if for_person_id in people.principals(actor, today=on_day(now), item_code=item_code):
        return for_person_id
    if actor.is_proven and for_person_id == actor.person_id:
        return for_person_id
    may_take_in = actor.may(CasePermission.INTAKE)
    if may_take_in and people.may_serve(actor, person_id=for_person_id, now=now):
        return for_person_id
    raise NotFoundError


def _seal(draft: Draft, document: Mapping[str, Any]) -> None:
    draft.sealed = privacy.seal(
        bytes(draft.key), dict(document), bound_to=f"draft:{draft.public_id}"
    )


def _store(draft: Draft, document: Mapping[str, Any], *, now: datetime) -> None:
    draft.saved_at = now
    draft.revision += 1
    _seal(draft, document)
    draft.save(update_fields=["sealed", "saved_at", "revision", "version_id"])


@transaction.atomic
def save_section(
    actor: Actor,
    *,
    draft_id: str,
    section: str,
    answers: Mapping[str, Any],
    revision: int | None = None,
    now: datetime,
) -> formspec.Checked:
    """Keep the answers of one section as typed and return what the check of it says.

    What is wrong is kept as well: nothing typed is lost. Files that the answers name become the
    draft's, those no longer named go. With `revision` an older page than the draft is refused
    (`ConflictError`), as when two devices write at once.
    """
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    if revision is not None and revision != draft.revision:
        raise ConflictError
    item = catalogue.published(draft.item_code)
    asked = item.form.sections_by_id.get(section)
    if asked is None:
        raise NotFoundError
    document = open_document(draft)
    given = {**document["answers"], section: dict(answers)}
    document["answers"] = formspec.without_consents(item.form, given)
    context = catalogue.context(today=on_day(now))
    checked = formspec.check(item.form, document["answers"], context=context, section=section)
    typed = {section: document["answers"].get(section, {})}
    faults = take_answered(actor, item.form, typed, **_owner(draft))
    checked = replace(checked, problems=(*faults, *checked.problems))
    if not checked.problems:
        document["answers"][section] = checked.answers.get(section, {})
    done = set(document.get("done", []))
    document["done"] = sorted(done - {section} if checked.problems else done | {section})
    draft.version_id = item.version_id
    _store(draft, document, now=now)
    if any(field.type is FieldType.FILE for field in asked.fields):
        files.discard(**_owner(draft), except_for=named_in(item.form, document))
    return checked


def _owner(draft: Draft) -> dict[str, str]:
    return {"kind": DRAFT_FILES, "owner_id": str(draft.public_id)}


@transaction.atomic
def attach(
    actor: Actor, *, draft_id: str, material_id: str, upload: files.Upload, now: datetime
) -> None:
    """Add a file to a paper of the draft; the type is told from the content.

    Raises `InvalidError` for a file that lies about its type or is too large.
    """
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    _require_material(draft, material_id)
    stored = files.store(
        actor, upload=upload, kind=DRAFT_FILES, owner_id=str(draft.public_id), now=now
    )
    document = open_document(draft)
    papers = document["materials"].setdefault(material_id, [])
    papers.append({"file": str(stored.public_id), "name": stored.name, "bytes": stored.size})
    _store(draft, document, now=now)


@transaction.atomic
def show_paper(
    actor: Actor, *, draft_id: str, material_id: str, has_seen: bool, now: datetime
) -> None:
    """Record at the counter that the original of a paper was seen, or take that back."""
    actor.require(CasePermission.INTAKE)
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    _require_material(draft, material_id)
    document = open_document(draft)
    papers = [paper for paper in document["materials"].get(material_id, []) if "file" in paper]
    document["materials"][material_id] = [*papers, *([{"seen": "original"}] if has_seen else [])]
    _store(draft, document, now=now)


@transaction.atomic
def detach(actor: Actor, *, draft_id: str, material_id: str, file_id: str, now: datetime) -> None:
    """Take a file out of the draft again."""
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    document = open_document(draft)
    papers = document["materials"].get(material_id, [])
    document["materials"][material_id] = [paper for paper in papers if paper.get("file") != file_id]
    _store(draft, document, now=now)
    item = catalogue.published(draft.item_code)
    files.discard(**_owner(draft), except_for=named_in(item.form, document))


@transaction.atomic
def discard(actor: Actor, *, draft_id: str) -> None:
    """Throw a draft away, with its key and files."""
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    files.discard(**_owner(draft))
    draft.delete()


def _require_material(draft: Draft, material_id: str) -> None:
    item = catalogue.published(draft.item_code)
    if material_id not in {material.id for material in item.materials}:
        raise InvalidError(
            problems=[Problem(f"materials.{material_id}", "unknown", _("No such paper."))]
        )
