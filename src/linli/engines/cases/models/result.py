"""What comes out: documents and the rating."""

import uuid

from django.db import models

from linli.engines.cases.models.case import Case
from linli.engines.cases.models.work import Task
from linli.engines.cases.values import CallbackOutcome, DocumentKind, Grade, RatingStage


class CaseDocument(models.Model):
    """A paper of a case: its serial and number, the digest of the file, whether it still stands."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(
        max_length=20, choices=DocumentKind.choices, default=DocumentKind.RESULT
    )
    subject = models.CharField(
        max_length=40, blank=True, help_text="What it is about: the told-once list; empty: the case"
    )
    serial = models.CharField(max_length=30, unique=True)
    number = models.CharField(max_length=60, blank=True, help_text="文号")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField(null=True)
    ordinal = models.PositiveIntegerField(null=True, help_text="In the year of the organisation")
    post_id = models.BigIntegerField(null=True, help_text="Whose decision: it bears the seal")
    seal_id = models.UUIDField(null=True, help_text="Public id of the seal it bears; none: drawn")
    file_id = models.UUIDField(help_text="Public id of the stored file")
    sha256 = models.CharField(max_length=64, db_index=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        """One live paper of a kind about a thing, letters apart; a number is given once."""

        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "subject"],
                condition=models.Q(revoked_at=None) & ~models.Q(kind=DocumentKind.LETTER),
                name="cases_one_live_document",
            ),
            models.UniqueConstraint(
                fields=["organisation", "year", "ordinal"], name="cases_document_number"
            ),
        ]

    def __str__(self) -> str:
        """Its serial."""
        return self.serial


class Rating(models.Model):
    """What the resident said of one stage. Who said it is never shown to those rated.

    Who does not show her name is in no column here, and nobody calls back.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="ratings")
    stage = models.CharField(max_length=12, choices=RatingStage.choices, default=RatingStage.RESULT)
    item_code = models.CharField(max_length=20, blank=True, help_text="Of the case: for figures")
    grade = models.PositiveSmallIntegerField(choices=Grade.choices)
    is_named = models.BooleanField(default=False, help_text="May be called back about it")
    rater_id = models.BigIntegerField(null=True, help_text="Account to call back")
    sealed = models.BinaryField(null=True, help_text="The words, sealed with the key of the case")
    at = models.DateTimeField()
    callback = models.OneToOneField(Task, models.PROTECT, null=True, related_name="+")
    callback_outcome = models.CharField(max_length=12, choices=CallbackOutcome.choices, blank=True)
    callback_sealed = models.BinaryField(null=True)
    callback_closed_at = models.DateTimeField(null=True)
    appealed_by_id = models.BigIntegerField(null=True, help_text="Account that asked")
    set_aside_at = models.DateTimeField(null=True, help_text="Kept, and not counted from then on")
    set_aside_sealed = models.BinaryField(null=True, help_text="Why")
    answer_sealed = models.BinaryField(null=True, help_text="What the rater answered, once")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Five grades, never defaulted; each stage once; who is poor and named is called back."""

        constraints = [
            models.UniqueConstraint(fields=["case", "stage"], name="cases_rated_once"),
            models.CheckConstraint(name="cases_grade", condition=models.Q(grade__range=(1, 5))),
            models.CheckConstraint(
                name="cases_poor_is_called_back",
                condition=models.Q(is_named=False)
                | models.Q(grade__gt=2)
                | models.Q(callback__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["item_code", "stage", "set_aside_at", "grade"], name="cases_rating_item"
            ),
            models.Index(fields=["at"], name="cases_rated"),
        ]

    def __str__(self) -> str:
        """Return the grade."""
        return f"{self.grade} for {self.stage} of {self.case_id}"
