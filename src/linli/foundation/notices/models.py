"""Notices in the account, their deliveries outside it, and what their readers wish."""

from django.db import models

from linli.foundation.notices.values import Group, Pace, Part, Via, Why


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
    subject_kind = models.CharField(max_length=30, blank=True, help_text="What it is about: `case`")
    subject_id = models.UUIDField(null=True, blank=True, help_text="Public id of what it is about")
    part = models.CharField(max_length=12, choices=Part.choices, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Read by account, newest first, or by subject; the unread are counted on every page."""

        indexes = [
            models.Index(fields=["account_id", "-id"], name="notices_notice_account"),
            models.Index(
                fields=["account_id"],
                name="notices_notice_unread",
                condition=models.Q(read_at=None),
            ),
            models.Index(fields=["subject_id", "subject_kind", "id"], name="notices_subject"),
        ]

    def __str__(self) -> str:
        """Kind and key."""
        return f"{self.kind} {self.dedupe}"


class Sending(models.Model):
    """Something that goes out once: when, how often it was tried, how it ended."""

    via = models.CharField(max_length=8, choices=Via.choices)
    due_at = models.DateTimeField(help_text="Not before; while claimed, the end of the claim.")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True


class Digest(Sending):
    """The daily message of an account on one way. Unique, so that there is one a day."""

    account_id = models.BigIntegerField()
    on = models.DateField(help_text="The day on which it goes out")

    class Meta:
        """One a day; the open ones are found by one partial index."""

        constraints = [
            models.UniqueConstraint(fields=["account_id", "via", "on"], name="notices_digest_daily")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="notices_digest_open",
                condition=models.Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        """Way and day."""
        return f"{self.via} {self.on}"


class Delivery(Sending):
    """One notice on one way outside. Unique, so that nobody is told twice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+")
    digest = models.ForeignKey(Digest, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(
        max_length=8, choices=Why.choices, blank=True, help_text="Why it did not go out at once"
    )

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


class Preference(models.Model):
    """What an account wishes: its hours. Who has none wishes what everybody gets."""

    account_id = models.BigIntegerField(unique=True)
    quiet_from = models.PositiveSmallIntegerField(help_text="Hour; equal to its end: none")
    quiet_until = models.PositiveSmallIntegerField(help_text="Hour")
    digest_hour = models.PositiveSmallIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        """Hours are those of a clock."""

        constraints = [
            models.CheckConstraint(
                name="notices_hours",
                condition=models.Q(
                    quiet_from__range=(0, 23),
                    quiet_until__range=(0, 23),
                    digest_hour__range=(0, 23),
                ),
            )
        ]

    def __str__(self) -> str:
        """Whose."""
        return f"preferences of {self.account_id}"


class Choice(models.Model):
    """How soon one group of notices goes out on one way."""

    preference = models.ForeignKey(Preference, models.CASCADE, related_name="choices")
    group = models.CharField(max_length=12, choices=Group.choices)
    via = models.CharField(max_length=8, choices=Via.choices)
    pace = models.CharField(max_length=8, choices=Pace.choices)

    class Meta:
        """One a group and way."""

        constraints = [
            models.UniqueConstraint(
                fields=["preference", "group", "via"], name="notices_choice_once"
            )
        ]

    def __str__(self) -> str:
        """Group, way and pace."""
        return f"{self.group} {self.via}: {self.pace}"
