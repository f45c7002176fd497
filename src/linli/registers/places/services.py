"""Bring the register to what a pack says; add what lies beneath; close what is no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from linli.foundation.audit import services as audit
from linli.foundation.errors.values import NotFoundError
from linli.foundation.packs.values import Act, Change
from linli.registers.places import queries, rules
from linli.registers.places.models import Division
from linli.registers.places.schemas import SECTION
from linli.registers.places.values import (
    DivisionCodeError,
    DivisionExistsError,
    DivisionNotEmptyError,
    Level,
    Permission,
    committee_kind,
    level_of,
    parent_code,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from linli.foundation.actors.values import Actor
    from linli.registers.places.schemas import DivisionFile
    from linli.registers.places.values import DivisionView

_BATCH = 2000


@transaction.atomic
def load(actor: Actor, *, file: DivisionFile, now: datetime) -> tuple[Change, ...]:
    """Add, rename and close divisions so that they are as the pack says.

    Only what a pack brought is touched: divisions added by hand stay. A code that is gone is closed
    on the day of the edition, with its successor where the pack names one.
    """
    actor.require(Permission.ADD)
    old = {row.code: row for row in Division.objects.filter(valid_to=None)}
    told: dict[Act, list[str]] = {Act.ADDED: [], Act.CHANGED: [], Act.REMOVED: []}
    for level in (Level.CITY, Level.DISTRICT, Level.STREET, Level.COMMUNITY):
        codes = [code for code in file.names if level_of(code) is level]
        told[Act.ADDED] += _add(codes, file, old)
        told[Act.CHANGED] += _rename(codes, file, old)
    told[Act.REMOVED] += _close_gone(file, old)
    if any(told.values()):
        counts = {act.value: len(codes) for act, codes in told.items()}
        audit.record(
            actor,
            act="divisions.loaded",
            kind="divisions",
            subject=file.edition.source,
            data=counts,
            now=now,
        )
    return tuple(Change(SECTION, code, act) for act, codes in told.items() for code in codes)


def _add(codes: list[str], file: DivisionFile, old: dict[str, Division]) -> list[str]:
    rows = [
        _row(
            code,
            (file.names[code], _name_en(file, code)),
            parent=old.get(parent_code(code)),
            source=file.edition.source,
            valid_from=file.edition.state_on,
        )
        for code in codes
        if code not in old
    ]
    for row in Division.objects.bulk_create(rows, batch_size=_BATCH):
        old[row.code] = row
    return [row.code for row in rows]


def _name_en(file: DivisionFile, code: str) -> str:
    """Return the pack's own English name, else pinyin and the word for the kind."""
    return file.english.get(code) or rules.english_name(file.names[code], code)


def _rename(codes: list[str], file: DivisionFile, old: dict[str, Division]) -> list[str]:
    names = {code: (file.names[code], _name_en(file, code)) for code in codes}
    rows = [old[code] for code in codes if (old[code].name, old[code].name_en) != names[code]]
    for row in rows:
        row.name, row.name_en = names[row.code]
    Division.objects.bulk_update(rows, ["name", "name_en"], batch_size=500)
    return [row.code for row in rows]


def _close_gone(file: DivisionFile, old: dict[str, Division]) -> list[str]:
    gone = [row for code, row in old.items() if row.source and code not in file.names]
    for row in gone:
        row.valid_to = file.edition.state_on
        row.successor = old.get(file.successors.get(row.code, ""))
    Division.objects.bulk_update(gone, ["valid_to", "successor"], batch_size=500)
    return [row.code for row in gone]


@transaction.atomic
def add_division(
    actor: Actor, *, code: str, name: str, valid_from: date, name_en: str = "", now: datetime
) -> DivisionView:
    """Add one division by hand: a grid (community + 3 digits), a building (+ 6), a community.

    Raises `DivisionCodeError`, `NotFoundError` where nothing is above it, `DivisionExistsError`.
    """
    actor.require(Permission.ADD)
    if not (code.isascii() and code.isdigit() and len(code) in {12, 15, 18}):
        raise DivisionCodeError
    parent = Division.objects.filter(code=parent_code(code), valid_to=None).first()
    if parent is None:
        raise NotFoundError
    names = (name.strip(), name_en.strip() or rules.english_name(name.strip(), code))
    row = _row(code, names, parent=parent, source="", valid_from=valid_from)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DivisionExistsError from error
    _record(actor, "division.added", code, now=now)
    return queries.view(row)


@transaction.atomic
def close_division(
    actor: Actor, *, code: str, on: date, successor_code: str = "", now: datetime
) -> None:
    """Close a division from a day on, and name its successor.

    Raises `NotFoundError`; `DivisionNotEmptyError` while something in force lies in it.
    """
    actor.require(Permission.CLOSE)
    row = Division.objects.select_for_update(of=("self",)).filter(code=code, valid_to=None).first()
    heir = Division.objects.filter(code=successor_code, valid_to=None).first()
    if row is None or (successor_code and heir is None):
        raise NotFoundError
    beneath = Division.objects.filter(queries.under(code), valid_to=None)
    if beneath.exclude(pk=row.pk).exists():
        raise DivisionNotEmptyError
    row.valid_to, row.successor = on, heir
    row.save(update_fields=["valid_to", "successor"])
    _record(actor, "division.closed", code, now=now)


def _row(
    code: str, names: tuple[str, str], *, parent: Division | None, source: str, valid_from: date
) -> Division:
    return Division(
        code=code,
        name=names[0],
        name_en=names[1],
        level=level_of(code),
        parent=parent,
        committee_kind=committee_kind(code),
        source=source,
        valid_from=valid_from,
    )


def _record(actor: Actor, act: str, code: str, *, now: datetime) -> None:
    audit.record(actor, act=act, kind="division", subject=code, division_code=code[:12], now=now)
