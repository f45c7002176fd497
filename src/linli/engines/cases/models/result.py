"""What comes out: documents and the rating."""

import uuid

from django.db import models

from linli.engines.cases.models.case import Case
from linli.engines.cases.models.work import Task
from linli.engines.cases.values import CallbackOutcome, Grade, RatingStage


class CaseDocument(models.Model):
    """A result on paper: its serial, the digest of the file, and whether it still stands."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    serial = models.CharField(max_length=30, unique=True)
    file_id = models.UUIDField(help_text="Public id of the stored file")
    sha256 = models.CharField(max_length=64, db_index=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One result a case."""

        constraints = [models.UniqueConstraint(fields=["case"], name="cases_one_result")]

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
