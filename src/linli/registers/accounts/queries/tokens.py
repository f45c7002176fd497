"""Tokens of one's own, and what can be put into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.foundation.actors.values import Permission
from linli.registers.accounts.models import ApiToken
from linli.registers.accounts.queries.actors import own_id
from linli.registers.accounts.values import AccountPermission, TokenView

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor


def tokens(actor: Actor) -> tuple[TokenView, ...]:
    """Return the actor's own tokens, newest first; secrets are not kept and cannot be shown."""
    actor.require(AccountPermission.USE_TOKENS)
    rows = ApiToken.objects.filter(account_id=own_id(actor)).order_by("-id")
    return tuple(token_view(row) for row in rows)


def token_view(row: ApiToken) -> TokenView:
    """Return a token as its owner sees it."""
    return TokenView(
        id=row.pk,
        name=row.name,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )


def grantable_scopes(actor: Actor) -> tuple[str, ...]:
    """Return the permission codes that the actor can put into a token: those held now."""
    codes = {
        found.code for kind in _permission_kinds(Permission) for found in kind if actor.may(found)
    }
    return tuple(sorted(codes))


def _permission_kinds(kind: type[Permission]) -> list[type[Permission]]:
    kinds = [kind]
    for below in kind.__subclasses__():
        kinds += _permission_kinds(below)
    return kinds
