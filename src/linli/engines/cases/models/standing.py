"""Stages that stand by themselves: posted in public, waiting for a verdict, waiting for a place."""

import uuid

from django.db import models

from linli.engines.cases.models.case import Case
from linli.engines.cases.models.work import Task
from linli.engines.catalogue.values import Awaited


class PublicNotice(models.Model):
    """What is announced of a case, for its days; its lines go when it is taken down."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notices")
    task = models.OneToOneField(Task, models.PROTECT, related_name="notice")
    item_code = models.CharField(max_length=20)
    division_code = models.CharField(max_length=12)
    sealed = models.BinaryField(null=True, help_text="Its lines; gone once it is taken down")
    posted_on = models.DateField()
    last_on = models.DateField(help_text="The last day on which objections are taken")
    taken_down_at = models.DateTimeField(null=True)

    class Meta:
        """What was taken down has no lines any more."""

        constraints = [
            models.CheckConstraint(
                name="cases_notice_gone_is_empty",
                condition=models.Q(taken_down_at=None, sealed__isnull=False)
                | models.Q(taken_down_at__isnull=False, sealed=None),
            ),
            models.CheckConstraint(
                name="cases_notice_runs_forward",
                condition=models.Q(last_on__gte=models.F("posted_on")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["division_code", "-id"],
                condition=models.Q(taken_down_at=None),
                name="cases_notice_posted",
            ),
            models.Index(
                fields=["last_on"],
                condition=models.Q(taken_down_at=None),
                name="cases_notice_ends",
            ),
        ]

    def __str__(self) -> str:
        """Of which case."""
        return f"notice of {self.case_id}"


class Objection(models.Model):
    """What somebody says against a public notice, and what was found."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections")
    task = models.OneToOneField(Task, models.PROTECT, related_name="objection")
    account_id = models.BigIntegerField(null=True)
    sealed = models.BinaryField(help_text="Who says it, how to reach them, what they say")
    made_at = models.DateTimeField()
    is_upheld = models.BooleanField(null=True)
    finding_sealed = models.BinaryField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """It ends with a finding and its reason, or not at all."""

        constraints = [
            models.CheckConstraint(
                name="cases_objection_has_finding",
                condition=models.Q(closed_at=None, is_upheld=None, finding_sealed=None)
                | models.Q(
                    closed_at__isnull=False, is_upheld__isnull=False, finding_sealed__isnull=False
                ),
            )
        ]

    def __str__(self) -> str:
        """Against which notice."""
        return f"objection to {self.notice_id}"


class Await(models.Model):
    """A verdict that a stage waits for: of which other case, and until when at most."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="awaits")
    task = models.OneToOneField(Task, models.PROTECT, related_name="awaits")
    verdict = models.CharField(max_length=12, choices=Awaited.choices)
    other = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="+")
    until = models.DateField(help_text="Then it is decided without")
    ended_on = models.DateField(null=True)
    has_come = models.BooleanField(null=True)

    class Meta:
        """It ends with an answer to whether the verdict came; the open ones are found by day."""

        constraints = [
            models.CheckConstraint(
                name="cases_await_ends_with_answer",
                condition=models.Q(ended_on=None, has_come=None)
                | models.Q(ended_on__isnull=False, has_come__isnull=False),
            )
        ]
        indexes = [
            models.Index(
                fields=["until"], condition=models.Q(ended_on=None), name="cases_await_until"
            ),
            models.Index(
                fields=["other"], condition=models.Q(ended_on=None), name="cases_await_other"
            ),
        ]

    def __str__(self) -> str:
        """Which verdict."""
        return f"{self.verdict} for {self.case_id}"


class Place(models.Model):
    """A place among a limited number, or the turn to get one: a number is a place."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="turn")
    item_code = models.CharField(max_length=20)
    key = models.CharField(max_length=80, help_text="The answer for which places are counted")
    number = models.PositiveIntegerField(null=True, help_text="The place; none: waiting")
    asked_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, help_text="Given up or no longer wanted")

    class Meta:
        """A place is given once; who left has none."""

        constraints = [
            models.UniqueConstraint(
                fields=["item_code", "key", "number"],
                condition=models.Q(number__isnull=False),
                name="cases_place_once",
            ),
            models.CheckConstraint(
                name="cases_place_left_is_free",
                condition=models.Q(left_at=None) | models.Q(number=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["item_code", "key", "id"],
                condition=models.Q(number=None, left_at=None),
                name="cases_place_waiting",
            )
        ]

    def __str__(self) -> str:
        """Which place."""
        return f"{self.item_code} {self.key} {self.number}"
