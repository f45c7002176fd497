"""Persons, their documents, and who found whom by exact number."""

import uuid

from django.db import models
from django.db.models import F, Q

from linli.foundation.actors.values import Proof
from linli.foundation.formspec.values import DocumentType
from linli.registers.people.values import Sex

CODE_LENGTH = 18  # a building: its community's twelve digits, three of the grid, three of its own


class Person(models.Model):
    """One person, one record."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, help_text="As in the passport")
    pinyin = models.CharField(max_length=240, blank=True, db_index=True, editable=False)
    initials = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    birth_date = models.DateField()
    hukou_code = models.CharField(
        max_length=CODE_LENGTH, blank=True, help_text="Division of registered residence"
    )
    hukou_detail = models.CharField(max_length=200, blank=True)
    living_code = models.CharField(
        max_length=CODE_LENGTH, blank=True, help_text="Division of actual residence"
    )
    living_detail = models.CharField(max_length=200, blank=True)
    phone_token = models.BinaryField(null=True, blank=True)
    phone_index = models.BinaryField(max_length=32, null=True, blank=True)
    email = models.EmailField(blank=True)
    proof = models.PositiveSmallIntegerField(
        choices=Proof.choices, default=Proof.NONE, help_text="Best proof of any document"
    )
    died_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        """Found by division, name, pinyin, phone."""

        constraints = [
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(died_on__gte=F("birth_date")),
                name="people_death_after_birth",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="people_not_merged_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["living_code", "id"], name="people_living"),
            models.Index(fields=["hukou_code", "id"], name="people_hukou"),
            models.Index(fields=["name"], name="people_name"),
            models.Index(
                fields=["phone_index"],
                name="people_phone",
                condition=Q(phone_index__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Never a name in a log."""
        return f"person {self.pk}"


class IdentityDocument(models.Model):
    """A document that says who somebody is.

    Its number exists as ciphertext and as a keyed index only.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    type = models.CharField(max_length=20, choices=DocumentType.choices)
    number_token = models.BinaryField()
    number_index = models.BinaryField(max_length=32)
    expires_on = models.DateField(null=True, blank=True)
    proof = models.PositiveSmallIntegerField(choices=Proof.choices, default=Proof.NONE)
    proven_at = models.DateTimeField(null=True, blank=True)
    is_live = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        """A living number belongs to one record."""

        constraints = [
            models.UniqueConstraint(
                fields=["type", "number_index"],
                condition=Q(is_live=True),
                name="people_one_live_document",
            ),
            models.CheckConstraint(
                condition=Q(proof=Proof.NONE) | Q(proven_at__isnull=False),
                name="people_proof_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        """Never a number in a log."""
        return f"document {self.pk}"


class ExactFinding(models.Model):
    """A person found by exact number: open to the finder for some hours, wherever they live."""

    account_id = models.BigIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """Asked by reader and person."""

        indexes = [
            models.Index(fields=["account_id", "person", "until"], name="people_finding_open")
        ]

    def __str__(self) -> str:
        """Name the row."""
        return f"finding {self.pk}"
