"""Enquiries and what happened to them; what was said is sealed in the history."""

import uuid

from django.db import models
from django.db.models import F, Q

from linli.engines.enquiries.values import (
    ENDED,
    EnquiryChannel,
    EnquiryEventKind,
    EnquiryState,
)


class Enquiry(models.Model):
    """One question to an office. `post` is who is responsible: always one, never two."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    number = models.CharField(max_length=24, unique=True)
    channel = models.CharField(max_length=10, choices=EnquiryChannel.choices)
    state = models.CharField(max_length=12, choices=EnquiryState.choices)
    item_code = models.CharField(max_length=20, blank=True)
    compartment = models.CharField(max_length=30, blank=True, help_text="Sealed items only")
    account_id = models.BigIntegerField(null=True, help_text="Who asks, where signed in")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    asked_post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    asked_account_id = models.BigIntegerField(null=True, help_text="Who was asked, face to face")
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    offered_to = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    key = models.BinaryField(help_text="Wrapped key of the enquiry")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    told_at = models.DateTimeField(null=True, help_text="The superior was told that it is late")
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    is_helpful = models.BooleanField(null=True, help_text="Whether the asker said it helped")
    once = models.CharField(
        max_length=120, blank=True, help_text="Who sent it and under which key: it is made once"
    )
    reopened = models.PositiveSmallIntegerField(default=0)
    last_seq = models.PositiveIntegerField(default=0)
    last_digest = models.BinaryField(max_length=32, default=b"")

    class Meta:
        """Nothing ends without an answer, and a hand-over changes nothing until it is accepted."""

        constraints = [
            models.UniqueConstraint(
                fields=["once"], condition=~Q(once=""), name="enquiries_made_once"
            ),
            models.CheckConstraint(
                name="enquiries_offer_names_a_post",
                condition=Q(state=EnquiryState.OFFERED, offered_to__isnull=False)
                | (~Q(state=EnquiryState.OFFERED) & Q(offered_to=None)),
            ),
            models.CheckConstraint(
                name="enquiries_not_offered_to_itself",
                condition=Q(offered_to=None) | ~Q(offered_to=F("post")),
            ),
            models.CheckConstraint(
                name="enquiries_ends_answered",
                condition=~Q(state__in=sorted(ENDED)) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiries_online_is_somebody",
                condition=~Q(channel=EnquiryChannel.PORTAL) | Q(account_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["post", "state", "due_on", "id"], name="enquiries_queue"),
            models.Index(fields=["account_id", "-id"], name="enquiries_account"),
            models.Index(
                fields=["offered_to"],
                condition=Q(offered_to__isnull=False),
                name="enquiries_offered",
            ),
            models.Index(fields=["state", "due_on"], name="enquiries_due"),
        ]

    def __str__(self) -> str:
        """Its number."""
        return self.number


class EnquiryEvent(models.Model):
    """One row of history: appended only, chained by digest within its enquiry."""

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=30, choices=EnquiryEventKind.choices)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    digest = models.BinaryField(max_length=32)

    class Meta:
        """Two at once cannot both write the next row."""

        constraints = [
            models.UniqueConstraint(fields=["enquiry", "seq"], name="enquiries_event_seq")
        ]

    def __str__(self) -> str:
        """Which event."""
        return f"{self.enquiry_id}#{self.seq} {self.kind}"
