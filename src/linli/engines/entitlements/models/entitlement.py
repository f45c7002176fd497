"""What was granted, who is counted in it, and what happened to it."""

import uuid

from django.db import models

from linli.engines.catalogue.values import GrantForm, ValueDay
from linli.engines.entitlements.values import LIVE, EntitlementState, EventKind


class Entitlement(models.Model):
    """One grant of one granted case. Columns are derived from the events."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=20)
    grant_id = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    form = models.CharField(max_length=10, choices=GrantForm.choices)
    every = models.CharField(max_length=10, help_text="month, year or once")
    value_of = models.CharField(max_length=12, choices=ValueDay.choices)
    person_id = models.BigIntegerField(null=True, help_text="For whom, where that is known")
    account_id = models.BigIntegerField(null=True, help_text="Account that applied for itself")
    holder_masked = models.CharField(max_length=60, help_text="For lists: 张*")
    division_code = models.CharField(max_length=12)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="+",
        help_text="Decided it, or followed the office that did",
    )
    compartment = models.CharField(max_length=30, blank=True, help_text="Sealed items only")
    sheltered_until = models.DateField(null=True, help_text="When the youngest named turns 14")
    applied_on = models.DateField()
    decided_on = models.DateField()
    first_month = models.DateField()
    last_month = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=EntitlementState.choices)
    is_double = models.BooleanField(default=False, help_text="Held back: somebody counted twice")
    amount_fen = models.BigIntegerField(null=True, help_text="As last said; null: not money")
    recheck_on = models.DateField(null=True)
    account = models.BinaryField(null=True, help_text="Holder, bank and number, encrypted")
    last_seq = models.PositiveIntegerField(default=0)
    last_digest = models.BinaryField(max_length=32, default=b"")

    class Meta:
        """A case grants a thing once; amounts are never negative; months are first days."""

        constraints = [
            models.UniqueConstraint(fields=["case", "grant_id"], name="entitlements_one_a_grant"),
            models.CheckConstraint(
                name="entitlements_amount",
                condition=models.Q(amount_fen=None) | models.Q(amount_fen__gte=0),
            ),
            models.CheckConstraint(
                name="entitlements_months",
                condition=models.Q(first_month__day=1)
                & (models.Q(last_month=None) | models.Q(last_month__gte=models.F("first_month"))),
            ),
            models.CheckConstraint(
                name="entitlements_double_is_held",
                condition=models.Q(is_double=False) | ~models.Q(state=EntitlementState.RUNNING),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "compartment", "id"], name="entitlements_by_office"
            ),
            models.Index(fields=["person_id", "id"], name="entitlements_by_person"),
            models.Index(fields=["account_id", "id"], name="entitlements_by_account"),
            models.Index(
                fields=["recheck_on"],
                condition=models.Q(state__in=sorted(LIVE)),
                name="entitlements_by_recheck",
            ),
        ]

    def __str__(self) -> str:
        """Which grant of which case."""
        return f"{self.grant_id} of {self.case_id}"


class Member(models.Model):
    """Somebody counted in an entitlement, as a keyed index of the identity number."""

    entitlement = models.ForeignKey(Entitlement, models.CASCADE, related_name="members")
    item_code = models.CharField(max_length=20)
    grant_id = models.CharField(max_length=40)
    person_key = models.BinaryField(max_length=32)
    is_counted = models.BooleanField(help_text="Not while it is held back, nor once it is over")

    class Meta:
        """Nobody is counted in two of the same: a person in two households."""

        constraints = [
            models.UniqueConstraint(
                fields=["item_code", "grant_id", "person_key"],
                condition=models.Q(is_counted=True),
                name="entitlements_counted_once",
            ),
            models.UniqueConstraint(
                fields=["entitlement", "person_key"], name="entitlements_member_once"
            ),
        ]
        indexes = [models.Index(fields=["person_key"], name="entitlements_by_member")]

    def __str__(self) -> str:
        """In which."""
        return f"member of {self.entitlement_id}"


class EntitlementEvent(models.Model):
    """One row of its history: appended only, chained by digest."""

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    at = models.DateTimeField()
    on = models.DateField()
    account_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    month = models.DateField(null=True, help_text="From which month it holds")
    amount_fen = models.BigIntegerField(null=True)
    until = models.DateField(null=True, help_text="Last month")
    data = models.JSONField(default=dict, help_text="No personal data")
    sealed = models.BinaryField(null=True, help_text="Words about people")
    digest = models.BinaryField(max_length=32)

    class Meta:
        """Two at once cannot both write the next row."""

        constraints = [
            models.UniqueConstraint(fields=["entitlement", "seq"], name="entitlements_event_seq"),
            models.CheckConstraint(
                name="entitlements_event_amount",
                condition=models.Q(amount_fen=None) | models.Q(amount_fen__gte=0),
            ),
        ]

    def __str__(self) -> str:
        """Which event."""
        return f"{self.entitlement_id}#{self.seq} {self.kind}"
