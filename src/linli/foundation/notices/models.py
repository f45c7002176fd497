"""Notices in the account, and their deliveries outside it."""

from django.db import models

from linli.foundation.notices.values import Via


class Notice(models.Model):
    """A message to an account. Holds no personal data beyond what its reader needs to act."""

    account_id = models.BigIntegerField()
    kind = models.CharField(max_length=60, help_text="What happened: `case.supplement_requested`.")
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200, blank=True)
    body_zh = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    sms_zh = models.CharField(
        max_length=200, blank=True, help_text="Shorter words for a text message."
    )
    sms_en = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300, blank=True, help_text="A path on this site.")
    dedupe = models.CharField(
        max_length=120, unique=True, help_text="Two equal keys are one notice."
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Read by account, newest first; the unread are counted on every page."""

        indexes = [
            models.Index(fields=["account_id", "-id"], name="notices_notice_account"),
            models.Index(
                fields=["account_id"],
                name="notices_notice_unread",
                condition=models.Q(read_at=None),
            ),
        ]

    def __str__(self) -> str:
        """Kind and key."""
        return f"{self.kind} {self.dedupe}"


class Delivery(models.Model):
    """One notice on one way outside. Unique, so that nobody is told twice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+")
    via = models.CharField(max_length=8, choices=Via.choices)
    due_at = models.DateTimeField(help_text="Not before; while claimed, the end of the claim.")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Once a notice and way; the open ones are found by one partial index."""

        constraints = [
            models.UniqueConstraint(fields=["notice", "via"], name="notices_delivery_once")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="notices_delivery_open",
                condition=models.Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        """Way and notice."""
        return f"{self.via} {self.notice_id}"
