"""Reads of places. Divisions are public facts: no actor is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import F, Q

from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec.values import Localised
from linli.registers.places.models import Division
from linli.registers.places.values import (
    ClosedView,
    DivisionView,
    Level,
    level_of,
    parent_code,
    subtree,
)

if TYPE_CHECKING:
    from datetime import date


def under(code: str, *, field: str = "code") -> Q:
    """Return the condition that a column of codes lies in (or is) a division.

    A range and not LIKE: the index serves it on both databases, whatever their collation.
    """
    begin = subtree(code)
    end = str(int(begin) + 1).zfill(len(begin))
    condition = Q(**{f"{field}__gte": begin})
    return condition & Q(**{f"{field}__lt": end}) if len(end) == len(begin) else condition


def division(code: str) -> DivisionView:
    """Return the division in force under a code, or raise `NotFoundError`."""
    found = Division.objects.filter(code=code, valid_to=None).first()
    if found is None:
        raise NotFoundError
    return view(found)


def divisions(codes: frozenset[str] | set[str]) -> dict[str, DivisionView]:
    """Return the divisions in force under several codes, by code, in one statement."""
    rows = Division.objects.filter(code__in=codes, valid_to=None)
    return {row.code: view(row) for row in rows}


def names(codes: frozenset[str], *, in_force_only: bool) -> dict[str, Localised]:
    """Return the names of the divisions under several codes in one statement, the latest of each.

    Not only those in force: what was said when a division was, goes on being said by its name.
    """
    rows = Division.objects.filter(code__in=codes)
    if in_force_only:
        rows = rows.filter(valid_to=None)
    found = rows.order_by(F("valid_to").asc(nulls_last=True))
    return {row.code: Localised(row.name, row.name_en) for row in found}


def in_force() -> dict[str, DivisionView]:
    """Return every division in force from city to community, by code: for loading and roll-ups."""
    rows = Division.objects.filter(valid_to=None, level__lte=Level.COMMUNITY).order_by("code")
    return {row.code: view(row) for row in rows}


def choices(parent_code: str, level: str) -> tuple[tuple[str, Localised], ...]:
    """Return code and name of the divisions of a level below a code; "" begins at the city."""
    rows = Division.objects.filter(
        under(parent_code) if parent_code else Q(),
        level=Level[level.upper()],
        valid_to=None,
    ).order_by("code")
    return tuple((row.code, Localised(row.name, row.name_en)) for row in rows)


def exists(code: str) -> bool:
    """Return whether a division is in force under a code."""
    return Division.objects.filter(code=code, valid_to=None).exists()


def children(code: str, *, level: Level | None = None) -> tuple[DivisionView, ...]:
    """Return the divisions of the next level below a code (or of the level given), by code."""
    wanted = level or Level(min(level_of(code) + 1, Level.BUILDING))
    rows = Division.objects.filter(under(code), level=wanted, valid_to=None).order_by("code")
    return tuple(view(row) for row in rows)


def path(code: str) -> tuple[DivisionView, ...]:
    """Return the way from the city down to a division, itself last; empty for an unknown code."""
    codes, step = [code], code
    while step := parent_code(step):
        codes.append(step)
    rows = Division.objects.filter(code__in=codes, valid_to=None).order_by("level")
    views = tuple(view(row) for row in rows)
    return views if views and views[-1].code == code else ()


def city() -> DivisionView:
    """Return the city of this site, or raise `NotFoundError` before a pack is loaded."""
    found = Division.objects.filter(level=Level.CITY, valid_to=None).order_by("code").first()
    if found is None:
        raise NotFoundError
    return view(found)


def named(text: str, *, within: str = "", limit: int = 20) -> tuple[DivisionView, ...]:
    """Return divisions whose name or code begins with or holds the text, larger ones first."""
    rows = Division.objects.filter(_like(text), valid_to=None)
    if within:
        rows = rows.filter(under(within))
    return tuple(view(row) for row in rows.order_by("level", "code")[:limit])


def _like(text: str) -> Q:
    return Q(name__contains=text) | Q(name_en__icontains=text) | Q(code__startswith=text)


def closed(code: str) -> tuple[ClosedView, ...]:
    """Return what was in force under a code and is no more, the last one first."""
    return _closed(Q(code=code), limit=20)


def closed_named(text: str, *, within: str, limit: int = 20) -> tuple[ClosedView, ...]:
    """Return what is no longer in force and whose name or code is like the text."""
    return _closed(_like(text) & under(within), limit=limit)


def _closed(condition: Q, *, limit: int) -> tuple[ClosedView, ...]:
    rows = Division.objects.filter(condition, valid_to__isnull=False).select_related("successor")
    return tuple(
        ClosedView(
            view(row), cast("date", row.valid_to), view(row.successor) if row.successor else None
        )
        for row in rows.order_by("-valid_to", "code")[:limit]
    )


def view(row: Division) -> DivisionView:
    """Return a division as others see it."""
    return DivisionView(
        id=row.pk,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        level=Level(row.level),
        committee_kind=row.committee_kind,
        urban_class=row.urban_class,
    )
