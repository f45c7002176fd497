"""`linli administrator ROLE EMAIL NAME`: the first holder of a duty that everything else needs."""

from argparse import ArgumentTypeError
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import EmailValidator
from django.db import transaction

from linli.foundation.actors.values import SEPARATED_DUTIES, SYSTEM, Role
from linli.foundation.calendar import clock
from linli.foundation.errors.values import LinliError, NotFoundError
from linli.registers.accounts import services
from linli.registers.accounts.models import Post, PostHolding
from linli.registers.organisations import queries as organisations
from linli.registers.organisations.values import Function
from linli.registers.places import queries as places
from linli.registers.places.values import Level


class Command(BaseCommand):
    """Open an account with a password typed here and give it the duty for the whole city."""

    help = "Appoint the first operator, security administrator or auditor of a city."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the duty and who has it."""
        parser.add_argument("role", choices=sorted(role.value for role in SEPARATED_DUTIES))
        parser.add_argument("email", type=_email)
        parser.add_argument("name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Appoint, unless somebody has the duty already: from then on pages do it."""
        role = Role(options["role"])
        if PostHolding.objects.filter(post__role=role, ended_at=None).exists():
            raise CommandError(
                f"Somebody is {role.value} already: under Staff, the security administrator"
                " appoints others."
            )
        try:
            _appoint(role, email=options["email"], name=options["name"], password=_password())
        except LinliError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{options['name']} signs in as {options['email']}, {role.value}.")


def _email(text: str) -> str:
    try:
        EmailValidator()(text)
    except ValidationError as refusal:
        raise ArgumentTypeError(f"{text} is no e-mail address") from refusal
    return text


def _password() -> str:
    typed = getpass("Password: ")
    if typed != getpass("The same once more: "):
        raise CommandError("The two passwords differ.")
    try:
        validate_password(typed)
    except ValidationError as refusal:
        raise CommandError(" ".join(refusal.messages)) from refusal
    return typed


@transaction.atomic
def _appoint(role: Role, *, email: str, name: str, password: str) -> None:
    now, city = clock.now(), places.city()
    body = organisations.responsible(
        function=Function.GOVERNMENT, level=Level.CITY, division_code=city.code
    )
    if body is None:
        raise NotFoundError
    account = services.open_account(SYSTEM, email=email, name=name, password=password, now=now)
    empty = Post.objects.filter(role=role, organisation_id=body.id, closed_on=None).first()
    post_id = (
        empty.pk
        if empty
        else services.create_post(SYSTEM, role=role, organisation_id=body.id, now=now).id
    )
    services.appoint(SYSTEM, post_id=post_id, account_id=account.id, now=now)
