"""What comes out: documents and the rating."""

import uuid

from django.db import models

from linli.engines.cases.models.case import Case
from linli.engines.cases.values import Grade


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
    """What the resident said. Who said it is never shown to those rated."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="rating")
    grade = models.PositiveSmallIntegerField(choices=Grade.choices)
    sealed = models.BinaryField(null=True, help_text="The words, sealed with the key of the case")
    at = models.DateTimeField()
    callback_sealed = models.BinaryField(null=True)
    callback_closed_at = models.DateTimeField(null=True)

    class Meta:
        """Five grades, never defaulted."""

        constraints = [
            models.CheckConstraint(name="cases_grade", condition=models.Q(grade__range=(1, 5)))
        ]
        indexes = [models.Index(fields=["at"], name="cases_rated")]

    def __str__(self) -> str:
        """Return the grade."""
        return f"{self.grade} for {self.case_id}"
