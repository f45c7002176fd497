"""Accounts, posts, who holds them, tokens."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models

from linli.foundation.actors.values import Proof, Role
from linli.registers.accounts.values import AbsenceKind, AbsenceSource


def _username() -> str:
    return uuid.uuid4().hex


class Account(AbstractUser):
    """Somebody who can sign in by e-mail or phone; the username is a random word nobody sees."""

    username = models.CharField(max_length=150, unique=True, default=_username, editable=False)
    first_name = None  # type: ignore[assignment]  # Chinese names are one field
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=60, blank=True, help_text="How others at work know them")
    language = models.CharField(max_length=10, default="zh-hans")
    phone_sealed = models.BinaryField(null=True, editable=False)
    phone_index = models.BinaryField(max_length=32, null=True, editable=False)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    proof = models.PositiveSmallIntegerField(choices=Proof.choices, default=Proof.NONE)
    proven_at = models.DateTimeField(null=True, blank=True)

    REQUIRED_FIELDS = []

    class Meta:
        """A confirmed phone and a person belong to one account."""

        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=models.Q(phone_verified_at__isnull=False),
                name="accounts_phone_once",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(person__isnull=False),
                name="accounts_person_once",
            ),
        ]

    def __str__(self) -> str:
        """Never a name in a log."""
        return f"account {self.pk}"

    def get_full_name(self) -> str:
        """Return the name."""
        return self.name

    def get_short_name(self) -> str:
        """Return the name."""
        return self.name


class Post(models.Model):
    """A seat: a role in an organisation for a division."""

    role = models.CharField(max_length=30, choices=Role.choices)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    division = models.ForeignKey("places.Division", models.PROTECT, related_name="+")
    title = models.CharField(
        max_length=60, blank=True, help_text="Tells like posts apart: window 2"
    )
    compartments = models.JSONField(
        default=list, blank=True, help_text="Sealed groups that this post may see"
    )
    created_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """A seat exists once."""

        constraints = [
            models.UniqueConstraint(
                fields=["role", "organisation", "division", "title"],
                condition=models.Q(closed_on=None),
                name="accounts_post_once",
            )
        ]
        indexes = [models.Index(fields=["organisation", "role"], name="accounts_post_role")]

    def __str__(self) -> str:
        """Role and organisation."""
        return f"{self.role} @ {self.organisation_id}"


class SeparatedDuty(models.Model):
    """Which one of the duties kept apart an account has: one row an account, so never two."""

    account = models.OneToOneField(Account, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=30, choices=Role.choices)

    def __str__(self) -> str:
        """Account and duty."""
        return f"{self.account_id} {self.duty}"


class PostHolding(models.Model):
    """A term: an account on a seat of a post, as A or as B, from a day to a day (both included)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="holdings")
    is_backup = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Ended or cleared away")
    # An open term of a duty kept apart leans on the account's one row, which cannot go meanwhile.
    duty = models.ForeignKey(SeparatedDuty, models.PROTECT, null=True, related_name="+")

    class Meta:
        """One open A and one open B a post, and nobody on both seats."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "is_backup"],
                condition=models.Q(ended_at=None),
                name="accounts_one_open_seat",
            ),
            models.UniqueConstraint(
                fields=["post", "account"],
                condition=models.Q(ended_at=None),
                name="accounts_not_both_seats",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="accounts_term_runs_forward",
            ),
        ]
        indexes = [
            models.Index(
                fields=["account"], condition=models.Q(ended_at=None), name="accounts_open_terms"
            )
        ]

    def __str__(self) -> str:
        """Account on post."""
        return f"{self.account_id} on {self.post_id}"


class Absence(models.Model):
    """Days on which somebody is away (both included): the other seat of the post stands in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    kind = models.CharField(max_length=10, choices=AbsenceKind.choices)
    source = models.CharField(max_length=10, choices=AbsenceSource.choices)
    words_sealed = models.BinaryField(null=True, help_text="Why, for holder and superior")
    note_sealed = models.BinaryField(null=True, help_text="Hand-over, for who stands in")
    entered_by_id = models.BigIntegerField(help_text="Account")
    entered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        """Days run forward."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="accounts_absence_runs_forward",
            )
        ]
        indexes = [
            models.Index(fields=["account", "-starts_on"], name="accounts_absences"),
            models.Index(fields=["starts_on"], name="accounts_absence_start"),
        ]

    def __str__(self) -> str:
        """Whose."""
        return f"absence of {self.account_id}"


class AbsentDay(models.Model):
    """One day of an absence. A row a day, so that both databases refuse two absences at once."""

    absence = models.ForeignKey(Absence, models.CASCADE, related_name="days")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        """Nobody is away twice on a day."""

        constraints = [
            models.UniqueConstraint(fields=["on", "account"], name="accounts_absent_once")
        ]

    def __str__(self) -> str:
        """Whose day."""
        return f"{self.account_id} away {self.on}"


class ApiToken(models.Model):
    """A key for a program: only its hash is kept, it can do no more than its owner, and it ends."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret")
    scopes = models.JSONField(default=list, help_text="Codes of permissions")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(
        null=True, blank=True, help_text="To the hour: not written at each use"
    )

    def __str__(self) -> str:
        """Its name."""
        return self.name
