"""Open accounts, confirm phones, link an account with the person behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from linli.foundation.actors.values import Proof
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import NotFoundError
from linli.foundation.phones import rules as phones
from linli.foundation.privacy import services as privacy
from linli.registers.accounts import queries
from linli.registers.accounts.models import Account
from linli.registers.accounts.values import (
    AccountLinkedError,
    AccountPermission,
    AccountTakenError,
    AccountView,
    PhoneInvalidError,
    PhoneTakenError,
)
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Actor


@transaction.atomic
def open_account(
    actor: Actor,
    *,
    email: str,
    name: str,
    password: str | None = None,
    phone: str = "",
    language: str = "zh-hans",
    now: datetime,
) -> AccountView:
    """Open an account for somebody at work; without a password they set one by “forgot password”.

    The address counts as confirmed: whoever reads its mail gets in. Raises `AccountTakenError`.
    """
    actor.require(AccountPermission.OPEN_ACCOUNT)
    email = email.strip().lower()
    if EmailAddress.objects.filter(email=email, verified=True).exists():
        raise AccountTakenError
    row = Account.objects.create(
        email=email,
        name=name.strip(),
        language=language,
        password=make_password(password),
    )
    try:
        with transaction.atomic():
            EmailAddress.objects.create(user=row, email=email, verified=True, primary=True)
    except IntegrityError as error:
        raise AccountTakenError from error
    if phone:
        _keep_phone(row, phone, verified_at=now)
    audit.record(actor, act="account.opened", kind="account", subject=row.pk, now=now)
    return AccountView(id=row.pk, name=row.name, email=row.email, has_person=False)


@transaction.atomic
def rename(actor: Actor, *, name: str, language: str, now: datetime) -> None:
    """Change how others at work know the actor, and the language of mail and messages."""
    actor.require(AccountPermission.USE_OWN)
    Account.objects.filter(pk=queries.own_id(actor)).update(
        name=name.strip()[:60], language=language
    )
    audit.record(
        actor, act="account.renamed", kind="account", subject=queries.own_id(actor), now=now
    )


@transaction.atomic
def set_phone(actor: Actor, *, account_id: int, phone: str, now: datetime) -> None:
    """Keep a phone number that is not confirmed yet: it opens nothing and blocks nobody."""
    row = _own(actor, account_id)
    _keep_phone(row, phone, verified_at=None)
    audit.record(actor, act="account.phone_set", kind="account", subject=account_id, now=now)


@transaction.atomic
def confirm_phone(actor: Actor, *, account_id: int, phone: str, now: datetime) -> None:
    """Keep a phone number whose owner typed the code sent to it; it proves a phone, not a person.

    Raises `PhoneInvalidError`, `PhoneTakenError` where another account confirmed it first.
    """
    row = _own(actor, account_id)
    _keep_phone(row, phone, verified_at=now)
    if row.proof < Proof.PHONE:
        row.proof = Proof.PHONE
        row.save(update_fields=["proof"])
    audit.record(actor, act="account.phone_confirmed", kind="account", subject=account_id, now=now)


@transaction.atomic
def link_person(actor: Actor, *, account_id: int, person_id: int, now: datetime) -> None:
    """Link an account with the person whose document was shown at the counter.

    The clerk has seen document and face. Raises `AccountLinkedError` where either is linked with
    another; `NotFoundError`.
    """
    actor.require(AccountPermission.LINK_PERSON)
    row = Account.objects.select_for_update().filter(pk=account_id, is_active=True).first()
    if row is None or not (
        actor.is_system or people.may_serve(actor, person_id=person_id, now=now)
    ):
        raise NotFoundError
    if actor.account_id == account_id:
        raise AccountLinkedError  # nobody proves themselves
    if row.person_id not in {None, person_id}:
        raise AccountLinkedError
    row.person_id, row.proof, row.proven_at = person_id, max(row.proof, Proof.COUNTER), now
    try:
        with transaction.atomic():
            row.save(update_fields=["person", "proof", "proven_at"])
    except IntegrityError as error:
        raise AccountLinkedError from error
    _record_link(actor, "account.person_linked", row, person_id, now=now)


@transaction.atomic
def unlink_person(actor: Actor, *, account_id: int, reason: str, now: datetime) -> None:
    """Take the person from an account (a lost phone, a mistake); its cases stay.

    Raises `NotFoundError` for a person outside the actor's divisions.
    """
    actor.require(AccountPermission.LINK_PERSON)
    row = Account.objects.select_for_update().filter(pk=account_id).first()
    if row is None or row.person_id is None:
        raise NotFoundError
    person_id = row.person_id
    if not people.may_serve(actor, person_id=person_id, now=now):
        raise NotFoundError
    row.person_id, row.proven_at = None, None
    row.proof = Proof.PHONE if row.phone_verified_at else Proof.NONE
    row.save(update_fields=["person", "proof", "proven_at"])
    _record_link(actor, "account.person_unlinked", row, person_id, reason=reason, now=now)


def _own(actor: Actor, account_id: int) -> Account:
    """Return the account if the actor is its owner, or the sign-in itself."""
    row = Account.objects.select_for_update().filter(pk=account_id).first()
    if row is None or not (actor.is_system or actor.account_id == account_id):
        raise NotFoundError
    return row


def _keep_phone(row: Account, phone: str, *, verified_at: datetime | None) -> None:
    if not (normal := phones.mobile(phone)):
        raise PhoneInvalidError
    row.phone_sealed = privacy.encrypt(normal, purpose=queries.PHONE)
    row.phone_index = queries.phone_index(normal)
    row.phone_verified_at = verified_at
    try:
        with transaction.atomic():
            row.save(update_fields=["phone_sealed", "phone_index", "phone_verified_at"])
    except IntegrityError as error:
        raise PhoneTakenError from error


def _record_link(
    actor: Actor, act: str, row: Account, person_id: int, *, reason: str = "", now: datetime
) -> None:
    audit.record(
        actor,
        act=act,
        kind="account",
        subject=row.pk,
        reason=reason,
        data={"person": person_id, "proof": int(row.proof)},
        now=now,
    )
