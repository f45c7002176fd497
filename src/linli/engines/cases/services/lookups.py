"""Registers asked for an application: at its beginning, and again when somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from linli.engines.cases.queries.drafts import DraftView, draft_of, open_document, view
from linli.engines.cases.queries.known import kept, values_in
from linli.engines.cases.services.draft_keeping import store_draft
from linli.engines.cases.services.history import on_day
from linli.engines.cases.values import CasePermission, NobodyProvenError
from linli.engines.catalogue import queries as catalogue
from linli.foundation.exchange import queries as exchange
from linli.foundation.exchange import services as registers
from linli.foundation.exchange.values import Ground, Identity, Purpose
from linli.foundation.formspec import forms
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.schemas import Form

DRAFT = "draft"


def ask(
    actor: Actor,
    *,
    item: catalogue.ItemView,
    person_id: int,
    subject: UUID,
    now: datetime,
) -> dict[str, Any]:
    """Ask the registers for what an item names of somebody; returns what a document keeps.

    Nobody is asked where nothing is named, no register is reached, or the person proved nothing.
    """
    wanted = catalogue.named(item)
    if not exchange.that_give(wanted):
        return {}
    who = people.proven_identity(actor, person_id=person_id, now=now, item_code=item.code)
    if who is None:
        return {}
    is_own = people.is_mine(actor, person_id, today=on_day(now), item_code=item.code)
    replies = registers.look_up(
        actor,
        identity=Identity(who.type, who.number),
        wanted=wanted,
        purpose=Purpose(
            code=item.code,
            name=item.name,
            ground=Ground.CONSENT if is_own else Ground.LAW,
            kind=DRAFT,
            subject=subject,
            about=who.person_id,
        ),
        now=now,
    )
    return kept(replies, on=on_day(now))


def look_up_again(actor: Actor, *, draft_id: str, now: datetime) -> DraftView:
    """Ask the registers once more for a draft; what somebody typed stays as it is.

    Asked at the press of a button by whoever writes it, which is the agreement to it. Raises
    `NotFoundError`, `NobodyProvenError` for a draft of nobody who proved who they are.
    """
    actor.require(CasePermission.APPLY)
    draft = draft_of(actor, draft_id=draft_id)
    item = catalogue.published(draft.item_code)
    if not draft.person_id:
        raise NobodyProvenError
    known = ask(actor, item=item, person_id=draft.person_id, subject=draft.public_id, now=now)
    if not known and exchange.that_give(catalogue.named(item)):
        raise NobodyProvenError
    with transaction.atomic():
        draft = draft_of(actor, draft_id=draft_id, for_update=True)
        document = open_document(draft)
        before = document.get("known") or {}
        document["answers"] = refilled(item.form, document["answers"], before=before, after=known)
        document["known"] = known
        store_draft(draft, document, now=now)
    return view(draft)


def refilled(
    form: Form,
    answers: Mapping[str, Any],
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> dict[str, Any]:
    """Return answers with what registers say now, where nobody has typed anything else."""
    old, new = (forms.prefill(form, values_in(known)) for known in (before, after))
    merged = {section: dict(given) for section, given in answers.items()}
    for section, fields in new.items():
        given = merged.setdefault(section, {})
        for field, value in fields.items():
            typed = given.get(field)
            if typed in (None, "", []) or typed == old.get(section, {}).get(field):
                given[field] = value
    return merged
