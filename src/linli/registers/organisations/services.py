"""Make the organisations of a pack; add, change and close one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from linli.foundation.audit import services as audit
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.foundation.packs.values import Act, Change
from linli.registers.organisations import queries
from linli.registers.organisations.models import Organisation
from linli.registers.organisations.rules import is_uscc, normalised_uscc
from linli.registers.organisations.schemas import SECTION
from linli.registers.organisations.values import (
    SINGLE_FUNCTIONS,
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
from linli.registers.places.values import Level, ancestor, contains, level_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.registers.organisations.schemas import Template
    from linli.registers.places.values import DivisionView

_BATCH = 2000
_Key = tuple[str, int]  # template, id of the division


@transaction.atomic
def load(
    actor: Actor, *, templates: Iterable[Template], valid_from: date, now: datetime
) -> tuple[Change, ...]:
    """Make one organisation a template and division; rename those that nobody edited by hand.

    Nothing is closed, and what an operator closed is not made again.
    """
    actor.require(OrganisationPermission.ADD)
    divisions = places.in_force()
    rows = Organisation.objects.exclude(template="")
    old: dict[_Key, Organisation] = {(row.template, row.division_id): row for row in rows}
    heads = {
        (row.function, row.division_id): row.pk
        for row in Organisation.objects.filter(valid_to=None).order_by("-pk")
    }
    changes: list[Change] = []
    for template in templates:
        here = [view for view in divisions.values() if _fits(template, view)]
        changes += _add(template, here, divisions, old, heads, valid_from)
        changes += _rename(template, here, divisions, old)
    if changes:
        counts = {act.value: sum(change.act is act for change in changes) for act in Act}
        audit.record(
            actor,
            act="organisations.loaded",
            kind="organisations",
            subject="pack",
            data=counts,
            now=now,
        )
    return tuple(changes)


def _add(
    template: Template,
    here: list[DivisionView],
    divisions: dict[str, DivisionView],
    old: dict[_Key, Organisation],
    heads: dict[tuple[str, int], int],
    valid_from: date,
) -> list[Change]:
    rows = []
    for division in here:
        if (template.id, division.id) in old:
            continue
        if template.function in SINGLE_FUNCTIONS and (template.function, division.id) in heads:
            continue  # an operator made it before
        name, name_en = _names(template, division, divisions)
        parent = None
        if template.parent:
            level, function = template.parent
            above = divisions[ancestor(division.code, level)]
            parent = heads.get((function, above.id))
        rows.append(
            Organisation(
                name=name,
                name_en=name_en,
                function=template.function,
                kind=template.kind,
                level=division.level,
                division_id=division.id,
                parent_id=parent,
                template=template.id,
                valid_from=valid_from,
            )
        )
    for row in Organisation.objects.bulk_create(rows, batch_size=_BATCH):
        heads.setdefault((row.function, row.division_id), row.pk)
    return [Change(SECTION, f"{template.id} {row.division_id}", Act.ADDED) for row in rows]


def _rename(
    template: Template,
    here: list[DivisionView],
    divisions: dict[str, DivisionView],
    old: dict[_Key, Organisation],
) -> list[Change]:
    changed = []
    for division in here:
        row = old.get((template.id, division.id))
        if row is None or row.is_edited:
            continue
        names = _names(template, division, divisions)
        if (row.name, row.name_en) != names:
            row.name, row.name_en = names
            changed.append(row)
    Organisation.objects.bulk_update(changed, ["name", "name_en"], batch_size=500)
    return [Change(SECTION, f"{template.id} {row.division_id}", Act.CHANGED) for row in changed]


def _fits(template: Template, division: DivisionView) -> bool:
    if division.level != template.level:
        return False
    return not template.only or division.kind in template.only


def _names(
    template: Template, division: DivisionView, divisions: dict[str, DivisionView]
) -> tuple[str, str]:
    places_: dict[str, str] = {"name": division.name, "name_en": division.name_en}
    for word, level in (
        ("city", Level.CITY),
        ("district", Level.DISTRICT),
        ("street", Level.STREET),
    ):
        if level <= division.level:
            above = divisions[ancestor(division.code, level)]
            places_ |= {word: above.name, f"{word}_en": above.name_en}
    return template.name.zh.format(**places_), template.name.en.format(**places_)


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
    before = {"name": row.name, "parent": row.parent_id}
    row.name, row.name_en, row.phone = _name(name), name_en.strip(), phone.strip()
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
