"""Accounts, staff and browsers for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings
from django.test import Client

from linli.foundation.actors.values import SEPARATED_DUTIES, Actor, Channel, Proof, Role
from linli.foundation.privacy import services as privacy
from linli.registers.accounts import queries
from linli.registers.accounts.models import Account, Post, PostHolding, SeparatedDuty
from linli.registers.people.models import Person
from linli.registers.places.models import Division

LONG_AGO = date(2024, 1, 1)
THEN = datetime(2024, 1, 1, tzinfo=UTC)
TODAY = date(2026, 11, 20)
PASSWORD = "Haihe-bridge-57"


def account(key: str, *, name: str = "", phone: str = "", **more: object) -> Account:
    """Insert an account with no password (hashing costs time); `password()` gives it one."""
    phones = {}
    if phone:
        phones = {
            "phone_sealed": privacy.encrypt(phone, purpose=queries.PHONE),
            "phone_index": queries.phone_index(phone),
            "phone_verified_at": THEN,
        }
    return Account.objects.create(
        username=key, email=f"{key}@example.cn", name=name, password="!", **phones, **more
    )


def resident(
    key: str, *, phone: str = "", person: str = "", living: str = "", proof: Proof = Proof.PHONE
) -> Actor:
    """Insert a resident's account, with a person if a name is given."""
    row = None
    if person:
        row = Person.objects.create(
            name=person,
            birth_date=date(1958, 3, 7),
            living_code=living,
            hukou_code=living,
            proof=proof,
            created_at=THEN,
            updated_at=THEN,
        )
    made = account(key, phone=phone, person=row, proof=proof)
    return queries.actor_for_account(made.pk, today=TODAY)


def staff(
    name: str,
    role: Role,
    organisation_id: int,
    division_code: str,
    *,
    is_backup: bool = False,
    compartments: tuple[str, ...] = (),
    title: str = "",
) -> Actor:
    """Insert an account that holds a post, and the post if it is not there."""
    key = f"{role}-{organisation_id}-{'b' if is_backup else 'a'}{title}"
    made = account(key, name=name)
    division = Division.objects.get(code=division_code, valid_to=None)
    post, _ = Post.objects.get_or_create(
        role=role,
        organisation_id=organisation_id,
        division=division,
        title=title,
        closed_on=None,
        defaults={"created_at": THEN, "compartments": list(compartments)},
    )
    duty = None
    if role in SEPARATED_DUTIES:
        duty = SeparatedDuty.objects.create(account=made, duty=role)
    PostHolding.objects.create(
        post=post, account=made, is_backup=is_backup, starts_on=LONG_AGO, duty=duty
    )
    return queries.actor_for_account(made.pk, today=TODAY, channel=Channel.DESK)


def password(actor: Actor, text: str = PASSWORD) -> str:
    """Give an actor's account a password and return it."""
    row = Account.objects.get(pk=queries.own_id(actor))
    row.set_password(text)
    row.save(update_fields=["password"])
    return text


def browser_of(actor: Actor) -> Client:
    """Return a browser in which the actor is signed in; nobody signed in for an anonymous actor."""
    client = Client()
    if actor.account_id is not None:
        account_row = Account.objects.get(pk=actor.account_id)
        client.force_login(account_row, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client
