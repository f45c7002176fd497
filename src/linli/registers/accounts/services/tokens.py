"""Issue and revoke the keys of programs."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from linli.foundation.audit import services as audit
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.registers.accounts import queries
from linli.registers.accounts.models import ApiToken
from linli.registers.accounts.rules import digest, is_token_term
from linli.registers.accounts.values import (
    TOKEN_PREFIX,
    AccountPermission,
    TokenScopeError,
    TokenTermError,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.registers.accounts.values import TokenView

_USE_IS_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def issue_token(
    actor: Actor, *, name: str, scopes: Collection[str], expires_at: datetime, now: datetime
) -> tuple[TokenView, str]:
    """Return a new token and its secret, which is shown once and not kept.

    Raises `InvalidError` without a name, `TokenScopeError` for a permission the actor does not
    hold, `TokenTermError` for an end in the past or more than a year away.
    """
    actor.require(AccountPermission.USE_TOKENS)
    if not (name := name.strip()):
        problem = Problem("name", "required", AccountPermission.USE_TOKENS.code)
        raise InvalidError(code="name_missing", problems=[problem])
    if not scopes or not set(scopes) <= set(queries.grantable_scopes(actor)):
        raise TokenScopeError
    if not is_token_term(now, expires_at):
        raise TokenTermError
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        account_id=queries.own_id(actor),
        name=name,
        digest=digest(secret),
        scopes=sorted(scopes),
        created_at=now,
        expires_at=expires_at,
    )
    audit.record(
        actor,
        act="token.issued",
        kind="token",
        subject=row.pk,
        data={"scopes": row.scopes},
        now=now,
    )
    return queries.token_view(row), secret


@transaction.atomic
def revoke_token(actor: Actor, *, token_id: int, now: datetime) -> None:
    """Make one of the actor's own tokens useless. Raises `NotFoundError`; twice is once."""
    actor.require(AccountPermission.USE_TOKENS)
    own = ApiToken.objects.filter(pk=token_id, account_id=queries.own_id(actor))
    if not own.exists():
        raise NotFoundError
    if own.filter(revoked_at=None).update(revoked_at=now):
        audit.record(actor, act="token.revoked", kind="token", subject=token_id, now=now)


@transaction.atomic
def note_token_use(actor: Actor, *, secret: str, now: datetime) -> None:
    """Keep when a token was last used, to the hour: most calls write nothing."""
    old = Q(last_used_at=None) | Q(last_used_at__lt=now - _USE_IS_NOTED_EVERY)
    ApiToken.objects.filter(old, digest=digest(secret), account_id=queries.own_id(actor)).update(
        last_used_at=now
    )
