"""Papers and their uses; what is on them lies encrypted in the vault of files."""

import uuid

from django.db import models
from django.db.models import Q

from linli.registers.library.values import Source, State


class Paper(models.Model):
    """One paper of one person."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, help_text="From the pack's list")
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    office = models.CharField(max_length=200, blank=True, help_text="Where the original was seen")
    may_reuse = models.BooleanField(help_text="The person agreed that it is used again")
    state = models.CharField(max_length=10, choices=State.choices, default=State.VALID)
    given_at = models.DateTimeField()
    given_on = models.DateField()
    given_by_id = models.BigIntegerField(null=True, help_text="Account")
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One valid paper a kind and person: two at once cannot both be the newest."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state=State.VALID),
                name="library_one_valid_paper",
            ),
            models.CheckConstraint(
                name="library_deleted_has_its_moment",
                condition=Q(state=State.DELETED, deleted_at__isnull=False)
                | (~Q(state=State.DELETED) & Q(deleted_at=None)),
            ),
            models.CheckConstraint(
                name="library_expires_after_issue",
                condition=Q(issued_on=None)
                | Q(expires_on=None)
                | Q(expires_on__gte=models.F("issued_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="library_paper_person"),
            models.Index(
                fields=["deleted_at"], name="library_paper_gone", condition=Q(state=State.DELETED)
            ),
        ]

    def __str__(self) -> str:
        """Its kind, never whose."""
        return f"{self.kind} {self.pk}"


class PaperUse(models.Model):
    """A paper was put to an application."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="uses")
    purpose_zh = models.CharField(max_length=200)
    purpose_en = models.CharField(max_length=200, blank=True)
    subject = models.UUIDField(help_text="Public id of the draft")
    at = models.DateTimeField()

    class Meta:
        """Listed with its paper."""

        indexes = [models.Index(fields=["paper", "-id"], name="library_use_paper")]

    def __str__(self) -> str:
        """Which paper."""
        return f"use of {self.paper_id}"
