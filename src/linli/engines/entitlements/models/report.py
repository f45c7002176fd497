"""Changes that people report, and the regular check."""

import uuid

from django.db import models

from linli.engines.entitlements.models.entitlement import Entitlement
from linli.engines.entitlements.values import ChangeKind, ReportOutcome


class ChangeReport(models.Model):
    """A change in the household that somebody reported; the office answers by a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    happened_on = models.DateField()
    sealed = models.BinaryField(null=True, help_text="The words, encrypted")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    due_on = models.DateField(null=True, help_text="Promised by")
    outcome = models.CharField(max_length=10, choices=ReportOutcome.choices, blank=True)
    answer = models.BinaryField(null=True, help_text="Why, encrypted")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """An answer has its day; what waits is found."""

        constraints = [
            models.CheckConstraint(
                name="entitlements_answer_has_day",
                condition=models.Q(outcome="", answered_at=None)
                | (~models.Q(outcome="") & models.Q(answered_at__isnull=False)),
            )
        ]
        indexes = [models.Index(fields=["outcome", "due_on"], name="entitlements_report_due")]

    def __str__(self) -> str:
        """Its kind."""
        return f"{self.kind} at {self.entitlement_id}"


class Recheck(models.Model):
    """A regular check that was opened: once for each case and day."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    recheck_on = models.DateField()
    opened_at = models.DateTimeField()
    new_case = models.UUIDField(null=True, help_text="Public id of the case it opened")
    ended_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True, help_text="When the superior was told")

    class Meta:
        """Two at once open one."""

        constraints = [
            models.UniqueConstraint(fields=["case", "recheck_on"], name="entitlements_recheck_once")
        ]

    def __str__(self) -> str:
        """Of which case."""
        return f"check of {self.case_id} on {self.recheck_on}"
