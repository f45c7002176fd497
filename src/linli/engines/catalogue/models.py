"""Items and their versions."""

from django.db import models


class Item(models.Model):
    """Something a resident can ask for. Its code is for ever; what it says is in its versions."""

    code = models.CharField(max_length=20, unique=True)
    current = models.ForeignKey("ItemVersion", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        """Its code."""
        return self.code


class ItemVersion(models.Model):
    """One published definition. Immutable: a case keeps the version it was filed under."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical definition")
    definition = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        """A definition is published once."""

        constraints = [
            models.UniqueConstraint(fields=["item", "digest"], name="catalogue_version_once")
        ]

    def __str__(self) -> str:
        """Code and first digits of the digest."""
        return f"{self.item_id} {self.digest[:8]}"
