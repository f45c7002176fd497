"""The monthly list for the treasury: a draft that is made anew, and what was closed."""

import uuid

from django.db import models

from linli.engines.entitlements.models.entitlement import Entitlement
from linli.engines.entitlements.values import ListState


class PaymentList(models.Model):
    """The list of an office for a month; a sealed compartment has its own."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    month = models.DateField(help_text="The first of the month")
    compartment = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=10, choices=ListState.choices)
    run = models.PositiveIntegerField(default=0, help_text="How often it was made")
    built_by_id = models.BigIntegerField(help_text="Account")
    built_at = models.DateTimeField()
    lines = models.PositiveIntegerField(default=0)
    total_fen = models.BigIntegerField(default=0)

    class Meta:
        """One list an office, month and compartment; one that is not closed at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "compartment"], name="entitlements_one_list"
            ),
            models.UniqueConstraint(
                fields=["organisation", "compartment"],
                condition=~models.Q(state=ListState.CLOSED),
                name="entitlements_one_open_list",
            ),
            models.CheckConstraint(
                name="entitlements_list_month", condition=models.Q(month__day=1)
            ),
        ]

    def __str__(self) -> str:
        """Whose and when."""
        return f"{self.organisation_id} {self.month:%Y-%m}"


class Line(models.Model):
    """What a list pays for one entitlement: the month, arrears, and what is set off, in fen."""

    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="+")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="+")
    month = models.DateField()
    month_fen = models.BigIntegerField()
    arrears_fen = models.BigIntegerField()
    setoff_fen = models.BigIntegerField()
    amount_fen = models.BigIntegerField()
    before_fen = models.BigIntegerField(null=True, help_text="Of the last list; null: new")

    class Meta:
        """Shared by drafts and what was closed."""

        abstract = True


def _sums(prefix: str) -> models.CheckConstraint:
    """Return the constraint that the parts of a line are not negative and make its amount."""
    return models.CheckConstraint(
        name=f"{prefix}_sums",
        condition=models.Q(
            month_fen__gte=0,
            arrears_fen__gte=0,
            setoff_fen__gte=0,
            amount_fen__gte=0,
            amount_fen=models.F("month_fen") + models.F("arrears_fen") - models.F("setoff_fen"),
        ),
    )


class DraftLine(Line):
    """A line of a list that is not closed: replaced as a whole when the list is made anew."""

    class Meta:
        """Once a list."""

        constraints = [
            models.UniqueConstraint(fields=["list", "entitlement"], name="entitlements_draft_once"),
            _sums("entitlements_draft"),
        ]

    def __str__(self) -> str:
        """For what."""
        return f"draft {self.entitlement_id}"


class PaymentLine(Line):
    """A line of a closed list: never changed, and no month is listed twice."""

    account = models.BinaryField(null=True, help_text="To which account, as it was that day")

    class Meta:
        """Once a month, whichever office lists it."""

        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "month"], name="entitlements_month_once"
            ),
            _sums("entitlements_line"),
        ]
        indexes = [models.Index(fields=["list", "id"], name="entitlements_line_list")]

    def __str__(self) -> str:
        """For what."""
        return f"{self.entitlement_id} {self.month:%Y-%m}"


class ClosedList(models.Model):
    """The closing of a list: who, when, the sums and the digest of its lines. Never changed."""

    list = models.OneToOneField(PaymentList, models.PROTECT, related_name="closing")
    built_by_id = models.BigIntegerField()
    closed_by_id = models.BigIntegerField()
    closed_at = models.DateTimeField()
    lines = models.PositiveIntegerField()
    total_fen = models.BigIntegerField()
    digest = models.BinaryField(max_length=32, help_text="SHA-256 over its lines")

    class Meta:
        """Four eyes."""

        constraints = [
            models.CheckConstraint(
                name="entitlements_four_eyes",
                condition=~models.Q(built_by_id=models.F("closed_by_id")),
            )
        ]

    def __str__(self) -> str:
        """Of which list."""
        return f"closing of {self.list_id}"
