"""Make the organisations of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from linli.foundation.audit import services as audit
from linli.foundation.packs.values import Act, Change
from linli.registers.organisations.models import Organisation
from linli.registers.organisations.schemas import SECTION
from linli.registers.organisations.values import SINGLE_FUNCTIONS, OrganisationPermission
from linli.registers.places import queries as places
from linli.registers.places.values import Level, ancestor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

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
