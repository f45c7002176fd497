"""Households, and relations between two people."""

import uuid

from django.db import models
from django.db.models import F, Q

from linli.registers.people.models.persons import CODE_LENGTH, Person
from linli.registers.people.values import GuardianBasis, Kinship, RelationKind


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
    judgment = models.BinaryField(
        null=True, blank=True, help_text="Encrypted: court, number, day, capacity of an adult ward"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)
    end_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Two different people; guardianship is dated, an adult's has its judgment."""

        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="people_relation_of_two"),
            models.CheckConstraint(
                condition=~Q(kind=RelationKind.GUARDIAN)
                | (Q(from_on__isnull=False) & ~Q(basis="")),
                name="people_guardianship_dated",
            ),
            models.CheckConstraint(
                condition=Q(basis=GuardianBasis.COURT, judgment__isnull=False)
                | (~Q(basis=GuardianBasis.COURT) & Q(judgment=None)),
                name="people_court_guardianship_judged",
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
