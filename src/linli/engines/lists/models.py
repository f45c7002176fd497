"""Lists as the pack says them, and their lines: which case, and what became of it; no answers."""

import uuid

from django.db import models

from linli.engines.lists.values import LineState


class OutsideList(models.Model):
    """A list for one system outside."""

    code = models.CharField(max_length=40, unique=True)
    definition = models.JSONField()
    is_offered = models.BooleanField(default=True)

    def __str__(self) -> str:
        """Its code."""
        return self.code


class ListLine(models.Model):
    """One case on one list."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    outside_list = models.ForeignKey(OutsideList, models.PROTECT, related_name="lines")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=10, choices=LineState.choices)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    sealed = models.BinaryField(null=True, help_text="Number outside, or why it was left out")
    keyed_by = models.BigIntegerField(null=True, help_text="Account")
    keyed_at = models.DateTimeField(null=True)
    checked_by = models.BigIntegerField(null=True, help_text="Second person")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        """A case stands on a list once; nobody checks what they keyed."""

        constraints = [
            models.UniqueConstraint(fields=["outside_list", "case"], name="lists_line_once"),
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | ~models.Q(checked_by=models.F("keyed_by")),
                name="lists_second_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "outside_list", "state", "due_on", "id"],
                name="lists_shown",
            )
        ]

    def __str__(self) -> str:
        """Which line."""
        return f"line {self.pk}"
