"""Persons, their documents, households, relations, mandates, and who may read what for how long.

Divisions are kept as codes, not as foreign keys. A `places.Division` row is one code *during one
time*: when a street is merged its row is closed and a successor opened, and codes are used again.
A key to the row would point at the closed one from that day on, and every person would have to be
rewritten in the same transaction. The code is what the address says; scope is a prefix range on
this one column without a join; whether a code is in force is asked of places when it is written,
and a move of codes is a job over this column.

Accounts stand beside this room and point at persons, so readers and deciders are kept as plain
account ids.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from linli.foundation.actors.values import Proof
from linli.foundation.formspec.values import DocumentType
from linli.registers.people.values import (
    GuardianBasis,
    Kinship,
    RelationKind,
    Sex,
)

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


class Household(models.Model):
    """People who live together under one head."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    division_code = models.CharField(max_length=CODE_LENGTH, blank=True, db_index=True)
    detail = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        """Never an address in a log."""
        return f"household {self.pk}"


class HouseholdMember(models.Model):
    """Who is (or was) in a household."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kinship = models.CharField(
        max_length=12, choices=Kinship.choices, help_text="What the member is to the head"
    )
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        """One household at a time, one head a household."""

        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(left_on=None), name="people_one_household_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(left_on=None, kinship=Kinship.HEAD),
                name="people_one_head",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="people_left_after_joined",
            ),
        ]

    def __str__(self) -> str:
        """Never a name in a log."""
        return f"member {self.pk}"


class Relation(models.Model):
    """`person` is the guardian, spouse, parent … of `other`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    basis = models.CharField(max_length=12, choices=GuardianBasis.choices, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        """Two different people; guardianship is dated."""

        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="people_relation_of_two"),
            models.CheckConstraint(
                condition=~Q(kind=RelationKind.GUARDIAN)
                | (Q(from_on__isnull=False) & ~Q(basis="")),
                name="people_guardianship_dated",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(from_on=None) | Q(to_on__gte=F("from_on")),
                name="people_relation_period",
            ),
            models.UniqueConstraint(
                fields=["person", "other", "kind"],
                condition=Q(to_on=None),
                name="people_one_open_relation",
            ),
        ]

    def __str__(self) -> str:
        """Name the row."""
        return f"relation {self.pk}"


class Mandate(models.Model):
    """One person lets another act for them, in one item or in all, for a time."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agent = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    item_code = models.CharField(max_length=40, blank=True, help_text="Empty: every item")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    code_index = models.BinaryField(max_length=32, null=True, blank=True, unique=True)
    code_until = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        """Two different people, an end not before the start, accepted only by somebody."""

        constraints = [
            models.CheckConstraint(
                condition=Q(agent=None) | ~Q(principal=F("agent")), name="people_mandate_of_two"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="people_mandate_period"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, agent=None)
                | Q(accepted_at__isnull=False, agent__isnull=False),
                name="people_mandate_accepted_by_agent",
            ),
        ]

    def __str__(self) -> str:
        """Name the row."""
        return f"mandate {self.pk}"


class ExactFinding(models.Model):
    """A person found by exact number stays open to the finder for some hours.

    Wherever the person lives.
    """

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


class MinorApproval(models.Model):
    """A request to read the data of somebody under 14, and what another person decided.

    The data are a record of the register, or what another room keeps of the child.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, help_text="What is to be read: person, case …")
    subject = models.UUIDField(help_text="Its public id")
    label = models.CharField(max_length=120, help_text="For lists: names masked")
    division_code = models.CharField(
        max_length=CODE_LENGTH, help_text="Of the post that asks: its superiors decide"
    )
    reader_id = models.BigIntegerField(help_text="Account that asks")
    reader_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)
    requested_at = models.DateTimeField()
    decider_id = models.BigIntegerField(null=True, blank=True, help_text="Account that decided")
    decided_at = models.DateTimeField(null=True, blank=True)
    is_granted = models.BooleanField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Decided by somebody else; one open request for a reader and a person."""

        constraints = [
            models.CheckConstraint(
                condition=Q(decider_id=None) | ~Q(decider_id=F("reader_id")),
                name="people_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(is_granted=True)
                | (Q(decider_id__isnull=False) & Q(until__isnull=False)),
                name="people_approval_has_decider_and_end",
            ),
            models.UniqueConstraint(
                fields=["reader_id", "subject"],
                condition=Q(decided_at=None),
                name="people_one_open_request",
            ),
        ]
        indexes = [
            models.Index(fields=["reader_id", "subject", "until"], name="people_approval_open"),
            models.Index(
                fields=["division_code"],
                condition=Q(decided_at=None),
                name="people_approval_asked",
            ),
        ]

    def __str__(self) -> str:
        """Name the row."""
        return f"approval {self.pk}"
