"""Overpaid sums that are claimed back, and what came in."""

import uuid

from django.db import models

from linli.engines.entitlements.models.entitlement import Entitlement


class Claim(models.Model):
    """A sum that was paid too much and is asked back after a payment ended."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="claims")
    amount_fen = models.BigIntegerField()
    due_on = models.DateField()
    instalments = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """One open claim an entitlement."""

        constraints = [
            models.UniqueConstraint(
                fields=["entitlement"],
                condition=models.Q(closed_at=None),
                name="entitlements_one_claim",
            ),
            models.CheckConstraint(
                name="entitlements_claim_sum",
                condition=models.Q(amount_fen__gt=0, instalments__range=(1, 60)),
            ),
        ]

    def __str__(self) -> str:
        """Of which entitlement."""
        return f"claim on {self.entitlement_id}"


class Receipt(models.Model):
    """A sum that came back, by the number of its receipt; or one that was waived. Never changed."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="receipts")
    amount_fen = models.BigIntegerField()
    number = models.CharField(max_length=40, help_text="Of the receipt; empty: waived")
    at = models.DateTimeField()

    class Meta:
        """A receipt counts once."""

        constraints = [
            models.UniqueConstraint(
                fields=["claim", "number"],
                condition=~models.Q(number=""),
                name="entitlements_receipt_once",
            ),
            models.CheckConstraint(
                name="entitlements_receipt_sum", condition=models.Q(amount_fen__gt=0)
            ),
        ]

    def __str__(self) -> str:
        """Of which claim."""
        return f"receipt of {self.claim_id}"
