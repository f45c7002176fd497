"""Add, change and close one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from linli.foundation.audit import services as audit
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.registers.organisations import queries
from linli.registers.organisations.models import Organisation
from linli.registers.organisations.rules import is_uscc, normalised_uscc
from linli.registers.organisations.values import (
    AlreadyResponsibleError,
    CodeTakenError,
    Function,
    Kind,
    OrganisationPermission,
    OrganisationView,
    OwnLineError,
    UsccError,
)
from linli.registers.places import queries as places
from linli.registers.places.values import contains, level_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor


@transaction.atomic
def add(
    actor: Actor,
    *,
    name: str,
    function: Function,
    kind: Kind,
    division_code: str,
    name_en: str = "",
    parent_id: int | None = None,
    uscc: str = "",
    phone: str = "",
    document_word: str = "",
    valid_from: date,
    now: datetime,
) -> OrganisationView:
    """Add an organisation.

    Raises `NotFoundError` for a division or superior that is not in force or outside the actor's
    divisions, `UsccError`, `AlreadyResponsibleError`, `CodeTakenError`.
    """
    actor.require(OrganisationPermission.ADD)
    _require_scope(actor, division_code)
    division = places.division(division_code)
    row = Organisation(
        name=_name(name),
        name_en=name_en.strip(),
        function=Function(function),
        kind=Kind(kind),
        level=level_of(division_code),
        division_id=division.id,
        parent_id=_superior(parent_id),
        uscc=_uscc(uscc),
        phone=phone.strip(),
        document_word=document_word.strip(),
        valid_from=valid_from,
    )
    _save(row)
    _record(actor, "organisation.added", row, division_code, now=now)
    return queries.organisation(row.pk)


@transaction.atomic
def change(
    actor: Actor,
    *,
    public_id: UUID,
    name: str,
    name_en: str = "",
    parent_id: int | None = None,
    uscc: str = "",
    phone: str = "",
    document_word: str = "",
    now: datetime,
) -> OrganisationView:
    """Change what an organisation is called, who supervises it and how it is reached.

    Function and division do not change: close it and add another, so that history keeps its place.
    Raises `NotFoundError`, `OwnLineError`, `UsccError`, `CodeTakenError`.
    """
    actor.require(OrganisationPermission.CHANGE)
    row = _mine(actor, public_id)
    if parent_id is not None and row.pk in (parent_id, *queries.line_of(parent_id)):
        raise OwnLineError
    before = {"name": row.name, "parent": row.parent_id, "word": row.document_word}
    row.name, row.name_en, row.phone = _name(name), name_en.strip(), phone.strip()
    row.document_word = document_word.strip()
    row.parent_id, row.uscc, row.is_edited = _superior(parent_id), _uscc(uscc), True
    _save(row)
    _record(actor, "organisation.changed", row, row.division.code, data=before, now=now)
    return queries.organisation(row.pk)


@transaction.atomic
def close(actor: Actor, *, public_id: UUID, on: date, reason: str = "", now: datetime) -> None:
    """Close an organisation: it is responsible for nothing from now on."""
    actor.require(OrganisationPermission.CLOSE)
    row = _mine(actor, public_id)
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    _record(actor, "organisation.closed", row, row.division.code, reason=reason, now=now)


def _mine(actor: Actor, public_id: UUID) -> Organisation:
    row = (
        Organisation.objects.select_for_update(of=("self",))
        .select_related("division")
        .filter(public_id=public_id, valid_to=None)
        .first()
    )
    if row is None:
        raise NotFoundError
    _require_scope(actor, row.division.code)
    return row


def _require_scope(actor: Actor, code: str) -> None:
    held = actor.holdings_for(OrganisationPermission.CHANGE)
    if not actor.is_system and not any(contains(post.division_code, code) for post in held):
        raise NotFoundError


def _superior(parent_id: int | None) -> int | None:
    if parent_id is not None and not queries.organisation(parent_id).is_in_force:
        raise NotFoundError
    return parent_id


def _name(name: str) -> str:
    if not (name := name.strip()):
        raise InvalidError(problems=[Problem("name", "required", InvalidError.message)])
    return name


def _uscc(text: str) -> str | None:
    if not (code := normalised_uscc(text)):
        return None
    if not is_uscc(code):
        raise UsccError
    return code


def _save(row: Organisation) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if row.uscc and "uscc" in str(error):
            raise CodeTakenError from error
        raise AlreadyResponsibleError from error


def _record(
    actor: Actor,
    act: str,
    row: Organisation,
    division_code: str,
    *,
    reason: str = "",
    data: Mapping[str, object] | None = None,
    now: datetime,
) -> None:
    audit.record(
        actor,
        act=act,
        kind="organisation",
        subject=row.pk,
        reason=reason,
        data=data,
        division_code=division_code,
        now=now,
    )
