"""Posts by name: whom to ask, whom to hand something over to, who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from linli.foundation.actors.values import HANDLERS, LEADERS, Role
from linli.foundation.formspec.values import Localised
from linli.registers.accounts.models import Post
from linli.registers.accounts.queries.actors import held_on
from linli.registers.accounts.values import PostLabel
from linli.registers.organisations.values import Function, OrganisationPermission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor

_NAMED = (
    "id",
    "role",
    "title",
    "organisation_id",
    "organisation__name",
    "organisation__name_en",
    "organisation__phone",
    "division__code",
    "compartments",
)
# Who is asked first in an office: its counter, then who handles, then who leads.
_FIRST = (Role.CLERK, Role.COMMUNITY_WORKER, Role.DEPARTMENT_OFFICER, Role.STREET_OFFICER)


def post_labels(post_ids: Iterable[int]) -> dict[int, PostLabel]:
    """Return several posts by name, closed ones too, in one statement."""
    return {one.id: one for one in _labels(Post.objects.filter(pk__in=set(post_ids)))}


def post_holders(post_id: int, today: date) -> tuple[int, ...]:
    """Return the accounts on the seats of a post today, A before B."""
    return tuple(held_on(today).filter(post_id=post_id).values_list("account_id", flat=True))


def post_at(
    organisation_id: int, *, role: str = "", compartment: str = "", today: date
) -> PostLabel | None:
    """Return the post of an office that is asked first, or that of a role; held today.

    A sealed matter (`compartment`) goes only to a post that has it.
    """
    rows = _held(today).filter(organisation_id=organisation_id)
    wanted = (role,) if role else _FIRST
    found = [
        one
        for one in _labels(rows.filter(role__in=wanted))
        if not compartment or compartment in one.compartments
    ]
    return min(found, key=lambda one: (wanted.index(one.role), one.id), default=None)


def reachable_posts(
    actor: Actor, *, text: str, compartment: str = "", today: date, limit: int = 20
) -> tuple[PostLabel, ...]:
    """Return posts held today whose office's name or function fits, larger divisions first."""
    actor.require(OrganisationPermission.READ)
    words = text.strip()
    functions = [one.value for one in Function if words and words in str(one.label)]
    rows = _held(today).filter(
        Q(organisation__name__contains=words)
        | Q(organisation__name_en__icontains=words)
        | Q(title__contains=words)
        | Q(organisation__function__in=functions),
        role__in=HANDLERS | LEADERS,
    )
    # Compartments are a list in JSON, which the two databases do not search alike.
    some = _labels(rows.order_by("division__code", "organisation_id", "id")[:200])
    fitting = [one for one in some if not compartment or compartment in one.compartments]
    return tuple(fitting[:limit])


def _held(today: date) -> QuerySet[Post]:
    terms = held_on(today).filter(post=OuterRef("pk"))
    return Post.objects.filter(Exists(terms), closed_on=None, organisation__valid_to=None)


def _labels(rows: QuerySet[Post]) -> list[PostLabel]:
    return [_label(row) for row in rows.values_list(*_NAMED, named=True)]


def _label(row: Any) -> PostLabel:
    return PostLabel(
        id=row.id,
        role=Role(row.role),
        title=row.title,
        organisation_id=row.organisation_id,
        organisation=Localised(row.organisation__name, row.organisation__name_en),
        division_code=row.division__code,
        phone=row.organisation__phone,
        compartments=frozenset(row.compartments),
    )
