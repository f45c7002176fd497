"""Persons."""

from django.db import models


class Person(models.Model):
    """One person, one record."""

    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        """Never a name in a log."""
        return f"person {self.pk}"
