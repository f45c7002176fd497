"""Imports and their rows: what the file held is sealed with a key that is erased with it."""

import uuid

from django.db import models
from django.db.models import Q

from linli.foundation.sheets.values import Mode, RowState, RunState, Verdict


class SheetRun(models.Model):
    """One file that somebody wants to take in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=40)
    account_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=RunState.choices)
    mode = models.CharField(max_length=10, choices=Mode.choices, blank=True)
    digest = models.BinaryField(max_length=32, help_text="Keyed digest of the file")
    rows = models.PositiveIntegerField()
    key = models.BinaryField(null=True, help_text="Erased with the contents")
    sealed = models.BinaryField(null=True, help_text="Name of the file and its headings")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        """Listed for whoever uploaded them; erased by age."""

        indexes = [
            models.Index(fields=["account_id", "-id"], name="sheets_own"),
            models.Index(fields=["created_at"], condition=Q(erased_at=None), name="sheets_age"),
        ]

    def __str__(self) -> str:
        """Never the name of the file."""
        return f"{self.kind} {self.pk}"


class SheetRow(models.Model):
    """One row of a file: what was found wrong with it and what it became."""

    run = models.ForeignKey(SheetRun, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(help_text="As in the file")
    kind = models.CharField(max_length=40)
    digest = models.BinaryField(max_length=32)
    state = models.CharField(max_length=10, choices=RowState.choices)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    sealed = models.BinaryField(null=True, help_text="Cells, faults and words about the row")
    made = models.CharField(max_length=60, blank=True, help_text="Id of what it became")
    done_at = models.DateTimeField(null=True)

    class Meta:
        """The same row of the same file is taken in once, whoever uploads it and how often."""

        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="sheets_row_number"),
            models.UniqueConstraint(
                fields=["kind", "digest", "number"],
                condition=Q(state="done"),
                name="sheets_row_once",
            ),
        ]
        indexes = [models.Index(fields=["run", "state", "verdict", "number"], name="sheets_shown")]

    def __str__(self) -> str:
        """Which row."""
        return f"{self.run_id}:{self.number}"
