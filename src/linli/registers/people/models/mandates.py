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
    item_code = models.CharField(max_length=40, blank=True, help_text="Empty: every item")
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

    class Meta:
        """Two different people, a period that can be, accepted by somebody, for something."""

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
            models.CheckConstraint(
                condition=Q(may_file=True) | Q(may_follow=True) | Q(may_collect=True),
                name="people_mandate_for_something",
            ),
        ]

    def __str__(self) -> str:
        """Name the row."""
        return f"mandate {self.pk}"
