"""Reads of drafts: only the writer's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from linli.engines.cases.models import Draft
from linli.engines.cases.values import CasePermission
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import NotFoundError
from linli.foundation.privacy import services as privacy

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import Localised


@dataclass(frozen=True)
class DraftView:
    """A draft as its writer sees it."""

    public_id: UUID
    item_code: str
    item_name: Localised
    person_id: int | None
    answers: dict[str, Any]
    materials: dict[str, Any]
    done: frozenset[str]
    revision: int
    saved_at: datetime
    is_item_changed: bool
    known: dict[str, Any] = field(default_factory=dict)  # what registers said

    @property
    def document(self) -> dict[str, Any]:
        """What was typed, added and looked up."""
        return {"answers": self.answers, "materials": self.materials, "known": self.known}


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list."""

    public_id: UUID
    item_code: str
    item_name: Localised
    saved_at: datetime


def draft_of(actor: Actor, *, draft_id: str, for_update: bool = False) -> Draft:
    """Return the actor's own draft, to read or to write; raises `NotFoundError`."""
    actor.require(CasePermission.APPLY)
    rows = Draft.objects.select_for_update() if for_update else Draft.objects.all()
    found = rows.filter(public_id=draft_id, owner_id=actor.account_id or 0).first()
    if found is None:
        raise NotFoundError
    return found


def open_document(draft: Draft) -> dict[str, Any]:
    """Return what was typed so far."""
    return privacy.unseal(
        bytes(draft.key), bytes(draft.sealed), bound_to=f"draft:{draft.public_id}"
    )


def view(draft: Draft) -> DraftView:
    """Return a draft with its answers."""
    item = catalogue.published(draft.item_code)
    document = open_document(draft)
    return DraftView(
        public_id=draft.public_id,
        item_code=draft.item_code,
        item_name=item.name,
        person_id=draft.person_id or None,
        answers=document["answers"],
        materials=document["materials"],
        done=frozenset(document.get("done", [])),
        revision=draft.revision,
        saved_at=draft.saved_at,
        is_item_changed=item.version_id != draft.version_id,
        known=document.get("known") or {},
    )


def draft(actor: Actor, *, draft_id: str) -> DraftView:
    """Return one of the actor's drafts; raises `NotFoundError`."""
    return view(draft_of(actor, draft_id=draft_id))


def drafts(actor: Actor) -> tuple[DraftRow, ...]:
    """Return the actor's drafts, the last saved first (at most 50)."""
    actor.require(CasePermission.APPLY)
    rows = Draft.objects.filter(owner_id=actor.account_id or 0).order_by("-saved_at")[:50]
    return tuple(
        DraftRow(
            row.public_id, row.item_code, catalogue.published(row.item_code).name, row.saved_at
        )
        for row in rows
    )
