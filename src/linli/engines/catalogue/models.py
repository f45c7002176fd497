"""Items, their versions, topics and dated parameters."""

from django.db import models
from django.db.models import F, Q


class Item(models.Model):
    """Something a resident can ask for. Its code is for ever; what it says is in its versions."""

    code = models.CharField(max_length=20, unique=True)
    current = models.ForeignKey(
        "ItemVersion",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="What is offered today; empty: no longer offered",
    )

    def __str__(self) -> str:
        """Its code."""
        return self.code


class ItemVersion(models.Model):
    """One published definition. Immutable: a case keeps the version it was filed under.

    The database refuses an update of `item`, `digest` and `definition` (migration 0002).
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(help_text="1 is the first that was published")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the definition")
    # Text and not jsonb, which forgets the order of keys: stages and buttons have one.
    definition = models.TextField(help_text="JSON, in the order in which it is written")
    published_at = models.DateTimeField()

    class Meta:
        """A definition is published once; going back to an old one is the old version again."""

        constraints = [
            models.UniqueConstraint(fields=["digest"], name="catalogue_version_digest"),
            models.UniqueConstraint(fields=["item", "number"], name="catalogue_version_number"),
        ]

    def __str__(self) -> str:
        """Item, number and first digits of the digest."""
        return f"{self.item_id} v{self.number} {self.digest[:8]}"


class Topic(models.Model):
    """A category or event of life, from the pack."""

    kind = models.CharField(max_length=20, help_text="category or life_event")
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    icon = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """One topic a code."""

        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="catalogue_topic_once")
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name_zh


class Parameter(models.Model):
    """One value of an amount or limit, from a day on. Amounts in fen."""

    name = models.CharField(max_length=60)
    label_zh = models.CharField(max_length=80)
    label_en = models.CharField(max_length=160)
    unit = models.CharField(max_length=20)
    division_code = models.CharField(max_length=12, blank=True, help_text="Empty: the whole city")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="Last day")
    value = models.JSONField(help_text="A number, or numbers by key")
    source = models.CharField(max_length=300)

    class Meta:
        """One value a day, name and division (overlaps are refused by `packs check`)."""

        constraints = [
            models.UniqueConstraint(
                fields=["name", "division_code", "valid_from"], name="catalogue_parameter_from_once"
            ),
            models.UniqueConstraint(
                fields=["name", "division_code"],
                condition=Q(valid_to=None),
                name="catalogue_parameter_one_open",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="catalogue_parameter_range",
            ),
        ]

    def __str__(self) -> str:
        """Name and first day."""
        return f"{self.name} {self.valid_from}"


class Epoch(models.Model):
    """One row whose token changes with the catalogue: processes compare it, then trust memory."""

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        """Return the token."""
        return self.token
