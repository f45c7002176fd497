"""Reads of accounts, posts and tokens; builds the actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.timezone import localdate

from linli.foundation.actors.values import (
    ANONYMOUS,
    Actor,
    Channel,
    Holding,
    Permission,
    Proof,
    Role,
)
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.formspec.values import Localised
from linli.foundation.privacy import services as privacy
from linli.registers.accounts.models import Account, ApiToken, Post, PostHolding
from linli.registers.accounts.rules import digest, normalised_phone
from linli.registers.accounts.values import (
    AccountPermission,
    AccountView,
    Contact,
    HoldingView,
    PostView,
    TokenView,
)
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

PHONE = "accounts.account.phone"


# ── the actor ──────────────────────────────────────────────────────────────
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


def _held_on(today: date) -> QuerySet[PostHolding]:
    """Terms that run today, A before B, in the order of the posts."""
    return PostHolding.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        Q(post__closed_on=None) | Q(post__closed_on__gt=today),
        starts_on__lte=today,
        ended_at=None,
    ).order_by("is_backup", "post_id")


def _holdings(account_id: int, today: date) -> tuple[Holding, ...]:
    rows = _held_on(today).filter(account_id=account_id)
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


# ── accounts ───────────────────────────────────────────────────────────────
def contact(account_id: int) -> Contact:
    """Return how to reach the owner of an account; empty for one that is closed."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return Contact()
    email = EmailAddress.objects.filter(user=account, verified=True).order_by("-primary", "id")
    found = email.first()
    return Contact(
        email=found.email if found else "",
        phone=phone_of(account) if account.phone_verified_at else "",
        language=account.language,
        name=account.name,
    )


def display_name(account_id: int) -> str:
    """Return how others at work know the owner of an account; empty where nobody said."""
    return Account.objects.filter(pk=account_id).values_list("name", flat=True).first() or ""


def display_names(account_ids: Iterable[int]) -> dict[int, str]:
    """Return how others at work know the owners of several accounts, in one statement."""
    rows = Account.objects.filter(pk__in=set(account_ids))
    return dict(rows.values_list("pk", "name"))


def phone_of(account: Account) -> str:
    """Return the phone number of an account, confirmed or not; empty where there is none."""
    if not account.phone_sealed:
        return ""
    return privacy.decrypt(account.phone_sealed, purpose=PHONE)


def phone_index(phone: str) -> bytes:
    """Return the blind index of a phone number already normalised."""
    return privacy.blind_index(phone, purpose=PHONE)


def account_found(actor: Actor, *, email_or_phone: str) -> AccountView | None:
    """Return the one account with exactly this confirmed e-mail address or phone number.

    The resident stands at the counter and says it; nothing is found by part of it.
    """
    if not (actor.may(AccountPermission.LINK_PERSON) or actor.may(AccountPermission.APPOINT)):
        actor.require(AccountPermission.LINK_PERSON)
    account = _by_email(email_or_phone) if "@" in email_or_phone else by_phone(email_or_phone)
    if account is None:
        return None
    return AccountView(account.pk, account.name, account.email, account.person_id is not None)


def by_phone(phone: str) -> Account | None:
    """Return the active account whose confirmed phone number this is."""
    if not (normal := normalised_phone(phone)):
        return None
    return Account.objects.filter(
        phone_index=phone_index(normal), phone_verified_at__isnull=False
    ).first()


def _by_email(email: str) -> Account | None:
    found = (
        EmailAddress.objects.filter(email=email.strip().lower(), verified=True)
        .select_related("user")
        .first()
    )
    return found.user if found else None


def account_of_person(person_id: int) -> int | None:
    """Return the account that is linked with a person."""
    return Account.objects.filter(person_id=person_id).values_list("pk", flat=True).first()


# ── posts ──────────────────────────────────────────────────────────────────
def holders_of(organisation_id: int, role: Role, today: date) -> tuple[int, ...]:
    """Return the accounts that hold a role in an organisation today, A before B, each once."""
    rows = _held_on(today).filter(post__organisation_id=organisation_id, post__role=role)
    return tuple(dict.fromkeys(rows.values_list("account_id", flat=True)))


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
        organisation_name=row.organisation.name,
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


# ── tokens ─────────────────────────────────────────────────────────────────
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


def user_display(user: Account) -> str:
    """Return how the pages of sign-in call somebody: the name, or nothing that tells an address."""
    return user.name
