"""What a reference inserts; `prepare` makes the table, so there are no migrations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Note(models.Model):
    """One row of a trivial application."""

    account_id = models.BigIntegerField(db_index=True)
    item = models.CharField(max_length=80)
    body = models.JSONField()
    at = models.DateTimeField()
    objects: ClassVar[models.Manager[Note]] = models.Manager()  # the type checker knows no bench

    def __str__(self) -> str:
        """Of which item."""
        return self.item
