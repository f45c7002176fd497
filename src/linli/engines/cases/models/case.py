"""The case, who may see it, and what happened; what was answered is sealed in the history."""

import uuid

from django.db import models

from linli.engines.cases.values import CaseResult, CaseState, EventKind, PartyKind
from linli.foundation.actors.values import Channel


class Case(models.Model):
    """One application from its submission on. Answers are sealed; columns hold what queues need."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    number = models.CharField(max_length=24, unique=True, help_text="Receipt number")
    version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=20)
    division_code = models.CharField(max_length=12, help_text="Decides which offices handle it")
    compartment = models.CharField(max_length=30, blank=True, help_text="Sealed items only")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=12, choices=CaseState.choices)
    result = models.CharField(max_length=12, choices=CaseResult.choices, blank=True)
    applicant_masked = models.CharField(max_length=60, help_text="For lists: 张*")
    key = models.BinaryField(null=True, help_text="Wrapped key of the case; erased with the case")
    submitted_by_id = models.BigIntegerField(help_text="Account")
    idempotency_key = models.CharField(max_length=80)
    body_digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of what came under the key"
    )
    submitted_at = models.DateTimeField()
    accepted_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="Derived from events")
    is_due_provisional = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="The site's day of the end")
    days_taken = models.PositiveIntegerField(
        null=True, blank=True, help_text="Calendar days from the submission to the end"
    )
    sheltered_until = models.DateField(
        null=True, blank=True, help_text="When the youngest person named turns 14"
    )
    last_seq = models.PositiveIntegerField(default=0)
    last_digest = models.BinaryField(max_length=32, default=b"")
    old_number = models.CharField(
        max_length=40, blank=True, help_text="Receipt number before it was taken over from paper"
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", help_text="Checks this one again"
    )
    told_once_extra = models.PositiveSmallIntegerField(
        default=0, help_text="Supplements beyond the first at one stage"
    )

    class Meta:
        """A submission repeated with its key is one case."""

        constraints = [
            models.UniqueConstraint(
                fields=["submitted_by_id", "idempotency_key"], name="cases_one_per_key"
            ),
            models.UniqueConstraint(
                fields=["item_code", "old_number"],
                condition=~models.Q(old_number=""),
                name="cases_taken_over_once",
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=models.Q(ended_at=None, follows__isnull=False),
                name="cases_one_live_recheck",
            ),
            models.CheckConstraint(
                name="cases_end_has_result",
                condition=models.Q(ended_at=None, result="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(result="")),
            ),
            models.CheckConstraint(
                name="cases_end_has_day",
                condition=models.Q(ended_at=None, ended_on=None, days_taken=None)
                | models.Q(
                    ended_at__isnull=False, ended_on__isnull=False, days_taken__isnull=False
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["division_code", "-id"], name="cases_division"),
            models.Index(fields=["state", "ended_at"], name="cases_state"),
            # Figures read the cases of a period, from the index alone (docs/decisions/0018).
            models.Index(
                fields=[
                    "submitted_at",
                    "compartment",
                    "division_code",
                    "item_code",
                    "told_once_extra",
                ],
                name="cases_submitted",
            ),
            models.Index(
                fields=["accepted_on", "compartment", "division_code", "item_code"],
                name="cases_accepted",
            ),
            models.Index(
                fields=[
                    "ended_on",
                    "compartment",
                    "division_code",
                    "item_code",
                    "result",
                    "due_on",
                    "days_taken",
                ],
                name="cases_ended",
            ),
            models.Index(fields=["old_number"], name="cases_old_number"),
        ]

    def __str__(self) -> str:
        """Return the receipt number."""
        return self.number


class CaseParty(models.Model):
    """Somebody who stands in the case: an account, and a person once that is proven."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    kind = models.CharField(max_length=12, choices=PartyKind.choices)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)

    class Meta:
        """Found from both sides; a party is somebody."""

        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="cases_party_once"),
            models.CheckConstraint(
                name="cases_party_is_somebody",
                condition=models.Q(account_id__isnull=False) | models.Q(person_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["account_id", "case"], name="cases_party_account"),
            models.Index(fields=["person_id", "case"], name="cases_party_person"),
        ]

    def __str__(self) -> str:
        """Its part."""
        return f"{self.kind} of {self.case_id}"


class CaseAccess(models.Model):
    """An organisation that has, or had, a task of the case; its division serves supervision."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="access")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    division_code = models.CharField(max_length=12)

    class Meta:
        """One ground an organisation."""

        constraints = [
            models.UniqueConstraint(fields=["case", "organisation"], name="cases_access_once")
        ]
        indexes = [
            models.Index(fields=["organisation", "case"], name="cases_access_org"),
            models.Index(fields=["division_code", "case"], name="cases_access_div"),
        ]

    def __str__(self) -> str:
        """Which organisation."""
        return f"{self.organisation_id} on {self.case_id}"


class CaseEvent(models.Model):
    """One row of history: appended only, chained by digest within its case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=30, choices=EventKind.choices)
    at = models.DateTimeField()
    on = models.DateField(help_text="The day that counts for the clock")
    account_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    task = models.UUIDField(null=True, help_text="Public id of the task")
    data = models.JSONField(default=dict, help_text="No personal data")
    sealed = models.BinaryField(
        null=True, help_text="Words about people; of a submission or answer: the whole document"
    )
    digest = models.BinaryField(max_length=32)

    class Meta:
        """Two at once cannot both write the next row."""

        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="cases_event_seq")]

    def __str__(self) -> str:
        """Which event."""
        return f"{self.case_id}#{self.seq} {self.kind}"
