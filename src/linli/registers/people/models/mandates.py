"""Mandates: who lets whom act for them."""

import uuid

from django.db import models
from django.db.models import F, Q

from linli.registers.people.models.persons import Person


class Mandate(models.Model):
    """One person lets another act for them, in one item or in all, for a time."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agent = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    item_code = models.CharField(
        max_length=40, blank=True, help_text="Empty: every item; else the first"
    )
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    code_index = models.BinaryField(max_length=32, null=True, blank=True, unique=True)
    code_until = models.DateTimeField(null=True, blank=True)
    may_file = models.BooleanField(default=True, db_default=True)
    may_follow = models.BooleanField(default=True, db_default=True)
    may_collect = models.BooleanField(default=True, db_default=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", help_text="The one before"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)
    end_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Two different people, a period that can be, accepted by somebody, for something.

        One live renewal each: two at once cannot both extend it.
        """

        constraints = [
            models.UniqueConstraint(
                fields=["renews"], condition=Q(revoked_at=None), name="people_mandate_renewed_once"
            ),
            models.CheckConstraint(
                condition=Q(renews=None) | ~Q(renews=F("id")), name="people_mandate_not_its_own"
            ),
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
            models.CheckConstraint(
                condition=Q(may_file=True) | Q(may_follow=True) | Q(may_collect=True),
                name="people_mandate_for_something",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_on"],
                condition=Q(revoked_at=None, end_told_at=None),
                name="people_mandate_ending",
            )
        ]

    def __str__(self) -> str:
        """Name the row."""
        return f"mandate {self.pk}"


class MandateItem(models.Model):
    """A further item of a mandate that names several; the first stands in the mandate itself.

    Without these rows a mandate covers less, never more.
    """

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="further")
    item_code = models.CharField(max_length=40)

    class Meta:
        """Each item once."""

        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "item_code"], name="people_mandate_item_once"
            ),
            models.CheckConstraint(condition=~Q(item_code=""), name="people_mandate_item_named"),
        ]

    def __str__(self) -> str:
        """Name the row."""
        return f"item of mandate {self.mandate_id}"
