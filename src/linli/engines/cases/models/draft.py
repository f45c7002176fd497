"""An application that is being written."""

import uuid

from django.db import models


class Draft(models.Model):
    """Kept across devices; sealed as a case is; deleted by the submission that it becomes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    owner_id = models.BigIntegerField(help_text="Account that writes it")
    person_id = models.BigIntegerField(default=0, help_text="For whom; 0: for the writer")
    item_code = models.CharField(max_length=20)
    version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    key = models.BinaryField()
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        """Starting an item again offers the draft that exists."""

        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "item_code", "person_id"], name="cases_one_draft"
            )
        ]

    def __str__(self) -> str:
        """Of which item."""
        return f"draft of {self.item_code}"
