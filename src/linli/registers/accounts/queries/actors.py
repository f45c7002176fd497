"""The actor of a user, an account or a token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from linli.foundation.actors.values import ANONYMOUS, Actor, Channel, Holding, Proof, Role
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.formspec.values import Localised
from linli.registers.accounts.models import Account, ApiToken, PostHolding
from linli.registers.accounts.rules import digest

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet


def actor_of(user: AbstractBaseUser | AnonymousUser, *, today: date, channel: Channel) -> Actor:
    """Return the actor of a signed-in user already loaded: one statement; none for anonymous."""
    if not isinstance(user, Account):
        return ANONYMOUS
    held = _holdings(user.pk, today)
    return _actor((user.pk, user.person_id, user.proof, user.name), held, channel)


def actor_for_account(account_id: int, *, today: date, channel: Channel = Channel.PORTAL) -> Actor:
    """Return the actor of an account, or raise `NotFoundError`: two statements."""
    account = Account.objects.filter(pk=account_id, is_active=True)
    row = account.values_list("pk", "person_id", "proof", "name").first()
    if row is None:
        raise NotFoundError
    return _actor(row, _holdings(account_id, today), channel)


def actor_for_token(secret: str, now: datetime) -> Actor | None:
    """Return the actor of a token's owner, narrowed to its scopes; None if it opens nothing.

    One statement; a second one where the owner holds a post.
    """
    token = ApiToken.objects.filter(
        digest=digest(secret), revoked_at=None, expires_at__gt=now, account__is_active=True
    )
    # Whether any term is open, which an index answers; what it opens today is asked then.
    open_terms = PostHolding.objects.filter(account_id=OuterRef("account_id"), ended_at=None)
    found = token.values_list(
        "account_id",
        "account__person_id",
        "account__proof",
        "account__name",
        "scopes",
        Exists(open_terms),
    ).first()
    if found is None:
        return None
    *account, scopes, has_terms = found
    held = _holdings(account[0], localdate(now)) if has_terms else ()
    return _actor(tuple(account), held, Channel.API, scopes=frozenset(scopes))


def _actor(
    account: tuple[int, int | None, int, str],
    holdings: tuple[Holding, ...],
    channel: Channel,
    *,
    scopes: frozenset[str] | None = None,
) -> Actor:
    account_id, person_id, proof, name = account
    return Actor(
        account_id=account_id,
        person_id=person_id,
        proof=Proof(proof),
        name=name,
        holdings=holdings,
        channel=channel,
        scopes=scopes,
    )


def held_on(today: date) -> QuerySet[PostHolding]:
    """Return the terms that run today, A before B, in the order of the posts."""
    return PostHolding.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        Q(post__closed_on=None) | Q(post__closed_on__gt=today),
        starts_on__lte=today,
        ended_at=None,
    ).order_by("is_backup", "post_id")


def _holdings(account_id: int, today: date) -> tuple[Holding, ...]:
    rows = held_on(today).filter(account_id=account_id)
    return tuple(_holding(row) for row in rows.values_list(*_HELD, named=True))


_HELD = (
    "post_id",
    "post__role",
    "post__organisation_id",
    "post__organisation__name",
    "post__organisation__name_en",
    "post__division__code",
    "is_backup",
    "post__compartments",
)


def _holding(row: Any) -> Holding:
    name = Localised(row.post__organisation__name, row.post__organisation__name_en)
    return Holding(
        post_id=row.post_id,
        role=Role(row.post__role),
        organisation_id=row.post__organisation_id,
        organisation_name=str(name),
        division_code=row.post__division__code,
        is_backup=row.is_backup,
        compartments=frozenset(row.post__compartments),
    )


def own_id(actor: Actor) -> int:
    """Return the actor's account, or raise `ForbiddenError` (the system has none)."""
    if actor.account_id is None:
        raise ForbiddenError
    return actor.account_id
