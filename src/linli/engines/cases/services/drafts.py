"""Writing an application: one draft per person and item, saved at every step, on any device."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Draft
from linli.engines.cases.queries.drafts import DraftView, draft_of, open_document, view
from linli.engines.cases.queries.given import named_in
from linli.engines.cases.queries.known import proven, values_in
from linli.engines.cases.services import authorisations
from linli.engines.cases.services.draft_keeping import seal_draft, store_draft
from linli.engines.cases.services.history import on_day
from linli.engines.cases.services.lookups import ask
from linli.engines.cases.services.papers import take_answered
from linli.engines.cases.values import DRAFT_FILES, CasePermission
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import ConflictError, InvalidError, NotFoundError, Problem
from linli.foundation.files import services as files
from linli.foundation.formspec import forms
from linli.foundation.formspec import rules as formspec
from linli.foundation.formspec.values import FieldType
from linli.foundation.privacy import services as privacy
from linli.registers.library import services as library
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linli.engines.catalogue.values import Material
    from linli.foundation.actors.values import Actor
    from linli.registers.library.values import Copy


def start(
    actor: Actor,
    *,
    item_code: str,
    for_person_id: int | None = None,
    use_record: bool = False,
    now: datetime,
) -> DraftView:
    """Begin an application, or return the draft that exists.

    With `use_record` the form is filled from the record of a proven person and from registers that
    are asked for what it names: the actor's own, that of somebody they may act for, or at the
    counter that of the person present. Raises `NotFoundError` for a person whom the actor may not
    act for, and for a guide-only item.
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
    facts, known = {}, {}
    if use_record and person_id:
        facts = people.prefill(actor, person_id=person_id, now=now, item_code=item.code)
        known = ask(actor, item=item, person_id=person_id, subject=draft.public_id, now=now)
    answers = forms.prefill(item.form, {**values_in(known), **facts})
    seal_draft(draft, {"answers": answers, "materials": {}, "done": [], "known": known})
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
    today = on_day(now)
    context = catalogue.context(today=today, facts=proven(item, document, today=today))
    checked = formspec.check(item.form, document["answers"], context=context, section=section)
    typed = {section: document["answers"].get(section, {})}
    faults = take_answered(actor, item.form, typed, **_owner(draft))
    checked = replace(checked, problems=(*faults, *checked.problems))
    if not checked.problems:
        document["answers"][section] = checked.answers.get(section, {})
    done = set(document.get("done", []))
    document["done"] = sorted(done - {section} if checked.problems else done | {section})
    draft.version_id = item.version_id
    store_draft(draft, document, now=now)
    if item.authorisation and item.authorisation.of.startswith(f"{section}."):
        authorisations.drop_stale(draft, item, document["answers"])
    if any(field.type is FieldType.FILE for field in asked.fields):
        files.discard(**_owner(draft), except_for=named_in(item.form, document))
    return checked


def _owner(draft: Draft) -> dict[str, str]:
    return {"kind": DRAFT_FILES, "owner_id": str(draft.public_id)}


@transaction.atomic
def attach(
    actor: Actor,
    *,
    draft_id: str,
    material_id: str,
    upload: files.Upload,
    keep: bool = False,
    now: datetime,
) -> None:
    """Add a file to a paper of the draft; the type is told from the content.

    With `keep` a copy goes into the document library for the next time, which is the person's
    agreement to it. Raises `InvalidError` for a file that lies about its type or is too large.
    """
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    material = _material(draft, material_id)
    stored = files.store(
        actor, upload=upload, kind=DRAFT_FILES, owner_id=str(draft.public_id), now=now
    )
    document = open_document(draft)
    papers = document["materials"].setdefault(material_id, [])
    papers.append({"file": str(stored.public_id), "name": stored.name, "bytes": stored.size})
    store_draft(draft, document, now=now)
    if keep and material.paper and draft.person_id:
        library.keep_copy(
            actor,
            kind=material.paper,
            person_id=draft.person_id,
            file_id=stored.public_id,
            from_kind=DRAFT_FILES,
            from_owner_id=str(draft.public_id),
            now=now,
        )


@transaction.atomic
def use_paper(
    actor: Actor, *, draft_id: str, material_id: str, paper_id: str, now: datetime
) -> None:
    """Put a paper of the document library to a draft: a copy, which the case keeps.

    Raises `NotFoundError` for a paper of somebody else or of another kind, `PaperOverError` for
    one that has expired or may not be used again.
    """
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    material = _material(draft, material_id)
    item = catalogue.published(draft.item_code)
    copy = library.take(
        actor,
        paper_id=paper_id,
        person_id=draft.person_id,
        kind=material.paper,
        item_code=item.code,
        purpose=item.name,
        subject=draft.public_id,
        to_kind=DRAFT_FILES,
        now=now,
    )
    document = open_document(draft)
    papers = document["materials"].setdefault(material_id, [])
    papers += [
        {"file": str(one.public_id), "name": one.name, "bytes": one.size, "kept": kept_words(copy)}
        for one in copy.files
    ]
    store_draft(draft, document, now=now)


def kept_words(copy: Copy) -> dict[str, str]:
    """Return what a document says of where a paper comes from."""
    days = {"issued_on": copy.issued_on, "expires_on": copy.expires_on, "given_on": copy.given_on}
    return {
        "paper": str(copy.paper),
        "source": copy.source.value,
        "office": copy.office,
        **{name: day.isoformat() for name, day in days.items() if day},
    }


@transaction.atomic
def show_paper(
    actor: Actor, *, draft_id: str, material_id: str, has_seen: bool, now: datetime
) -> None:
    """Record at the counter that the original of a paper was seen, or take that back."""
    actor.require(CasePermission.INTAKE)
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    _material(draft, material_id)
    document = open_document(draft)
    papers = [paper for paper in document["materials"].get(material_id, []) if "file" in paper]
    document["materials"][material_id] = [*papers, *([{"seen": "original"}] if has_seen else [])]
    store_draft(draft, document, now=now)


@transaction.atomic
def detach(actor: Actor, *, draft_id: str, material_id: str, file_id: str, now: datetime) -> None:
    """Take a file out of the draft again."""
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    document = open_document(draft)
    papers = document["materials"].get(material_id, [])
    document["materials"][material_id] = [paper for paper in papers if paper.get("file") != file_id]
    store_draft(draft, document, now=now)
    item = catalogue.published(draft.item_code)
    files.discard(**_owner(draft), except_for=named_in(item.form, document))


@transaction.atomic
def discard(actor: Actor, *, draft_id: str) -> None:
    """Throw a draft away, with its key and files."""
    draft = draft_of(actor, draft_id=draft_id, for_update=True)
    authorisations.forget(draft.pk)
    files.discard(**_owner(draft))
    draft.delete()


def _material(draft: Draft, material_id: str) -> Material:
    item = catalogue.published(draft.item_code)
    found = next((one for one in item.materials if one.id == material_id), None)
    if found is None:
        raise InvalidError(
            problems=[Problem(f"materials.{material_id}", "unknown", _("No such paper."))]
        )
    return found
