"""What a reference inserts; `prepare` makes the table, so there are no migrations."""

from django.db import models


class Note(models.Model):
    """One row of a trivial application."""

    account_id = models.BigIntegerField(db_index=True)
    item = models.CharField(max_length=80)
    body = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Of which item."""
        return self.item
