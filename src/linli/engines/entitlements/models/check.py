"""What registers said each month about whether something still holds."""

import uuid

from django.db import models

from linli.engines.entitlements.models.entitlement import Entitlement
from linli.engines.entitlements.values import CheckAnswer, CheckOutcome


class RegisterCheck(models.Model):
    """One month of one entitlement: what registers answered, when, and what a person made of it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="checks")
    month = models.DateField(help_text="The first of the month")
    asked_at = models.DateTimeField()
    again_on = models.DateField(null=True, help_text="When it is asked again; null: settled")
    outcome = models.CharField(max_length=12, choices=CheckOutcome.choices)
    end = models.PositiveSmallIntegerField(null=True, help_text="Which end of the item holds")
    sealed = models.BinaryField(null=True, help_text="What was answered, encrypted")
    answered_as = models.CharField(max_length=10, choices=CheckAnswer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Two workers at once write one a month; one reason waits at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "month"], name="entitlements_check_once"
            ),
            models.UniqueConstraint(
                fields=["entitlement"],
                condition=models.Q(outcome=CheckOutcome.REASON, answered_as=""),
                name="entitlements_one_reason",
            ),
            models.CheckConstraint(
                name="entitlements_reason_names_end",
                condition=models.Q(outcome=CheckOutcome.REASON, end__isnull=False)
                | (~models.Q(outcome=CheckOutcome.REASON) & models.Q(end=None, answered_as="")),
            ),
            models.CheckConstraint(
                name="entitlements_check_month", condition=models.Q(month__day=1)
            ),
        ]

    def __str__(self) -> str:
        """Of which, and when."""
        return f"{self.entitlement_id} {self.month:%Y-%m}"
