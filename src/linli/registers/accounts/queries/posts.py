"""Posts and those who hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from linli.foundation.actors.values import Role
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec.values import Localised
from linli.registers.accounts.models import Post, PostHolding
from linli.registers.accounts.queries.actors import held_on
from linli.registers.accounts.values import AccountPermission, HoldingView, PostView
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor


def holders_of(
    organisation_id: int, role: Role, today: date, *, compartment: str = ""
) -> tuple[int, ...]:
    """Return the accounts that hold a role in an organisation today, A before B, each once.

    With a compartment only those whose post opens it.
    """
    rows = held_on(today).filter(post__organisation_id=organisation_id, post__role=role)
    held = rows.values_list("account_id", "post__compartments")
    found = (account for account, opens in held if not compartment or compartment in opens)
    return tuple(dict.fromkeys(found))


def posts(
    actor: Actor, *, text: str = "", role: str = "", organisation_id: int | None = None
) -> tuple[PostView, ...]:
    """Return the open posts in the actor's divisions with those who hold them: two statements."""
    rows = _posts_in_scope(actor).filter(closed_on=None)
    if text:
        rows = rows.filter(
            Q(organisation__name__contains=text)
            | Q(title__contains=text)
            | Q(holdings__account__name__contains=text, holdings__ended_at=None)
        ).distinct()
    if role:
        rows = rows.filter(role=role)
    if organisation_id:
        rows = rows.filter(organisation_id=organisation_id)
    return tuple(post_view(row) for row in rows)


def post(actor: Actor, *, post_id: int) -> PostView:
    """Return one post in the actor's divisions, or raise `NotFoundError`."""
    row = _posts_in_scope(actor).filter(pk=post_id).first()
    if row is None:
        raise NotFoundError
    return post_view(row)


def post_title(post_id: int) -> str:
    """Return what a post is called, closed ones too: its role, and its title where it has one."""
    row = Post.objects.filter(pk=post_id).first()
    if row is None:
        return ""
    return " · ".join(filter(None, (str(Role(row.role).label), row.title)))


def _posts_in_scope(actor: Actor) -> QuerySet[Post]:
    actor.require(AccountPermission.READ_STAFF)
    scope = Q(pk__isnull=not actor.is_system)
    for holding in actor.holdings_for(AccountPermission.READ_STAFF):
        scope |= places.under(holding.division_code, field="division__code")
    open_terms = PostHolding.objects.filter(ended_at=None).select_related("account")
    return (
        Post.objects.filter(scope)
        .select_related("organisation", "division")
        .prefetch_related(Prefetch("holdings", open_terms.order_by("is_backup")))
        .order_by("division__code", "organisation_id", "role", "title", "id")
    )


def post_view(row: Post) -> PostView:
    """Return a post with its open terms."""
    return PostView(
        id=row.pk,
        role=Role(row.role),
        title=row.title,
        organisation_id=row.organisation_id,
        organisation_name=str(Localised(row.organisation.name, row.organisation.name_en)),
        division_code=row.division.code,
        division_name=row.division.name,
        compartments=tuple(row.compartments),
        closed_on=row.closed_on,
        holdings=tuple(holding_view(held) for held in row.holdings.all()),
    )


def holding_view(held: PostHolding) -> HoldingView:
    """Return a term."""
    return HoldingView(
        id=held.pk,
        account_id=held.account_id,
        name=held.account.name,
        is_backup=held.is_backup,
        starts_on=held.starts_on,
        ends_on=held.ends_on,
    )
