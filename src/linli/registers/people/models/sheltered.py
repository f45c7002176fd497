"""Requests to read the data of under-14s."""

import uuid

from django.db import models
from django.db.models import F, Q

from linli.registers.people.models.persons import CODE_LENGTH


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
