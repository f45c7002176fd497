"""Accounts: how to reach their owners, and the one account of somebody who says who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress

from linli.foundation.phones import rules as phones
from linli.foundation.privacy import services as privacy
from linli.registers.accounts.models import Account
from linli.registers.accounts.values import AccountPermission, AccountView, Contact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.foundation.actors.values import Actor

PHONE = "accounts.account.phone"


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
    actor.require_any(AccountPermission.LINK_PERSON, AccountPermission.APPOINT)
    account = _by_email(email_or_phone) if "@" in email_or_phone else by_phone(email_or_phone)
    if account is None:
        return None
    return AccountView(account.pk, account.name, account.email, account.person_id is not None)


def by_phone(phone: str) -> Account | None:
    """Return the active account whose confirmed phone number this is."""
    if not (normal := phones.mobile(phone)):
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


def user_display(user: Account) -> str:
    """Return how the pages of sign-in call somebody: the name, or nothing that tells an address."""
    return user.name
