"""Reads of organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from django.db.models import Q

from linli.foundation.errors.values import NotFoundError
from linli.registers.organisations import rules
from linli.registers.organisations.models import Organisation
from linli.registers.organisations.values import (
    STANDS_IN,
    OrganisationPermission,
    OrganisationView,
)
from linli.registers.places import queries as places
from linli.registers.places.values import Level, ancestor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor, Role

# City, district, street, committee: a line longer than this is a fault of the data, not a line.
_LONGEST_LINE = 8


def responsible(*, function: str, level: Level, division_code: str) -> OrganisationView | None:
    """Return the organisation in force with a function at the ancestor of a division at a level.

    Where none has been set up, the one that stands in: a street without a service centre serves
    at its office.
    """
    functions = [function]
    if stands_in := STANDS_IN.get(function):
        functions.append(stands_in)
    rows = _in_force().filter(
        function__in=functions,
        division__code=ancestor(division_code, level),
        division__valid_to=None,
    )
    found = sorted(rows, key=lambda row: (functions.index(row.function), row.pk))
    return _view(found[0]) if found else None


def organisation(organisation_id: int) -> OrganisationView:
    """Return an organisation, closed ones too, or raise `NotFoundError`."""
    found = _first(Organisation.objects.filter(pk=organisation_id))
    if found is None:
        raise NotFoundError
    return found


def by_public_id(actor: Actor, *, public_id: UUID) -> OrganisationView:
    """Return an organisation for the desk, closed ones too, or raise `NotFoundError`."""
    actor.require(OrganisationPermission.READ)
    found = _first(Organisation.objects.filter(public_id=public_id))
    if found is None:
        raise NotFoundError
    return found


def public_office(public_id: UUID) -> OrganisationView:
    """Return an organisation in force, as anybody may know it, or raise `NotFoundError`."""
    found = _first(_in_force().filter(public_id=public_id))
    if found is None:
        raise NotFoundError
    return found


def named(names: Iterable[str]) -> dict[str, tuple[OrganisationView, ...]]:
    """Return the organisations in force with exactly these names or credit codes: one statement."""
    asked = {name: name.strip() for name in names if name.strip()}
    plain = set(asked.values())
    rows = _in_force().filter(
        Q(name__in=plain) | Q(name_en__in=plain) | Q(uscc__in={one.upper() for one in plain})
    )
    found = [_view(row) for row in rows.order_by("id")]
    return {
        name: tuple(
            one for one in found if text in {one.name, one.name_en} or text.upper() == one.uscc
        )
        for name, text in asked.items()
    }


def organisations(organisation_ids: Iterable[int]) -> dict[int, OrganisationView]:
    """Return several organisations by id, in one statement."""
    rows = Organisation.objects.filter(pk__in=set(organisation_ids)).select_related("division")
    return {row.pk: _view(row) for row in rows}


def superior(organisation_id: int) -> OrganisationView | None:
    """Return the organisation that supervises another, or None at the top of the line."""
    found = Organisation.objects.filter(pk=organisation_id).values_list("parent_id", flat=True)
    parent_id = found.first()
    return organisation(parent_id) if parent_id else None


def line_of(organisation_id: int) -> tuple[int, ...]:
    """Return the superiors of an organisation, nearest first, in one statement."""
    hops = [f"{'parent__' * step}parent_id" for step in range(_LONGEST_LINE)]
    row = Organisation.objects.filter(pk=organisation_id).values_list(*hops).first()
    return tuple(found for found in row or () if found is not None)


def leader_role(view: OrganisationView) -> Role:
    """Return the role of those who lead in an organisation."""
    return rules.leader_role(view.function, view.level)


def document_word(body: OrganisationView) -> str:
    """Return the word of the organisation's document numbers: its own, or one made of its place."""
    if body.document_word:
        return body.document_word
    return rules.document_word(body.function, [one.name for one in places.path(body.division_code)])


def in_division(
    division_code: str, *, function: str = "", level: Level | None = None
) -> tuple[OrganisationView, ...]:
    """Return the organisations in force in and under a division, by code."""
    rows = _in_force().filter(places.under(division_code, field="division__code"))
    if function:
        rows = rows.filter(function=function)
    if level is not None:
        rows = rows.filter(level=level)
    return tuple(_view(row) for row in rows.order_by("division__code", "id"))


class Rows(Sequence[OrganisationView]):
    """The organisations that fit: counted and read page by page."""

    def __init__(self, rows: QuerySet[Organisation]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, index: int) -> OrganisationView: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[OrganisationView, ...]: ...
    def __getitem__(self, index: int | slice) -> OrganisationView | tuple[OrganisationView, ...]:
        if isinstance(index, slice):
            return tuple(_view(row) for row in self.rows[index])
        return _view(self.rows[index])


def found(
    actor: Actor,
    *,
    text: str = "",
    function: str = "",
    division_code: str = "",
    with_closed: bool = False,
) -> Rows:
    """Return the organisations that fit, larger divisions first, to be read page by page."""
    actor.require(OrganisationPermission.READ)
    rows = Organisation.objects.select_related("division") if with_closed else _in_force()
    if text := text.strip():
        rows = rows.filter(
            Q(name__contains=text) | Q(name_en__icontains=text) | Q(uscc=text.upper())
        )
    if function:
        rows = rows.filter(function=function)
    if division_code:
        rows = rows.filter(places.under(division_code, field="division__code"))
    return Rows(rows.order_by("level", "division__code", "id"))


def _in_force() -> QuerySet[Organisation]:
    return Organisation.objects.filter(valid_to=None).select_related("division")


def _first(rows: QuerySet[Organisation]) -> OrganisationView | None:
    row = rows.select_related("division").order_by("id").first()
    return _view(row) if row else None


def _view(row: Organisation) -> OrganisationView:
    return OrganisationView(
        id=row.pk,
        public_id=row.public_id,
        name=row.name,
        name_en=row.name_en,
        function=row.function,
        kind=row.kind,
        level=Level(row.level),
        division_code=row.division.code,
        phone=row.phone,
        uscc=row.uscc or "",
        parent_id=row.parent_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        document_word=row.document_word,
    )
