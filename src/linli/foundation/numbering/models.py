"""Counters of series that have no gap."""

from django.db import models


class Series(models.Model):
    """The last number given in a series of a year."""

    name = models.CharField(max_length=80, help_text="Whose series: `organisation:12`")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One counter a series and year."""

        constraints = [
            models.UniqueConstraint(fields=["name", "year"], name="numbering_series_once")
        ]

    def __str__(self) -> str:
        """Which series."""
        return f"{self.name} {self.year}"
