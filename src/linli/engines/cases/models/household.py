"""Family members in an application: what each agreed to, and which cases somebody stands in."""

import uuid

from django.db import models
from django.db.models import Q

from linli.engines.cases.models.case import Case
from linli.engines.cases.models.draft import Draft
from linli.engines.cases.values import AgreementState, AgreementWay


class Authorisation(models.Model):
    """One family member asked to agree; begun on a draft, handed over to the case it becomes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    # Let go by `services.authorisations` (forget, hand_over) and not by a cascade, so that a
    # submission deletes its draft in one statement whatever the item.
    draft = models.ForeignKey(Draft, models.DO_NOTHING, null=True, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    item_code = models.CharField(max_length=20)
    number_index = models.BinaryField(max_length=32, help_text="Blind index of kind and number")
    sealed = models.BinaryField(help_text="Name, number, telephone; with the key of its owner")
    state = models.CharField(max_length=10, choices=AgreementState.choices)
    way = models.CharField(max_length=10, choices=AgreementWay.choices, blank=True)
    words_digest = models.CharField(max_length=64, help_text="SHA-256 of what is agreed to")
    file_id = models.UUIDField(null=True, help_text="The signed form, photographed")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    code_index = models.BinaryField(max_length=32, null=True)
    code_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="Wrong codes since the message")
    messages = models.PositiveSmallIntegerField(default=0, help_text="Sent in all")

    class Meta:
        """Of a draft or of a case; one a member; an answer has its way and its time."""

        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None, case__isnull=False) | Q(draft__isnull=False, case=None),
                name="cases_agreement_has_owner",
            ),
            models.UniqueConstraint(
                fields=["draft", "number_index"],
                condition=Q(draft__isnull=False),
                name="cases_agreement_once_draft",
            ),
            models.UniqueConstraint(
                fields=["case", "number_index"],
                condition=Q(case__isnull=False),
                name="cases_agreement_once_case",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.ASKED, answered_at=None)
                | (~Q(state=AgreementState.ASKED) & Q(answered_at__isnull=False) & ~Q(way="")),
                name="cases_agreement_answered",
            ),
        ]
        indexes = [models.Index(fields=["number_index"], name="cases_agreement_number")]

    def __str__(self) -> str:
        """Never a name in a log."""
        return f"agreement {self.state}"


class CaseMember(models.Model):
    """Somebody who is counted in the household of a case, by blind index only."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    number_index = models.BinaryField(max_length=32)

    class Meta:
        """Once a case; found by the index."""

        constraints = [
            models.UniqueConstraint(fields=["case", "number_index"], name="cases_member_once")
        ]
        indexes = [models.Index(fields=["number_index", "case"], name="cases_member_number")]

    def __str__(self) -> str:
        """Of which case."""
        return f"member of {self.case_id}"
