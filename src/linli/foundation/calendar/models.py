"""The days on which this place differs from the national calendar."""

from django.db import models


class LocalDayRow(models.Model):
    """One exception of the pack."""

    day = models.DateField(unique=True)
    is_working = models.BooleanField(help_text="Worked although a weekend or holiday; else off.")
    source = models.CharField(max_length=300, help_text="Which notice says so.")

    def __str__(self) -> str:
        """Day and which way."""
        return f"{self.day} {'works' if self.is_working else 'is off'}"


class PublishedYear(models.Model):
    """A year whose calendar the pack gives in full, because the library does not know it yet."""

    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        """Name the year."""
        return str(self.year)
