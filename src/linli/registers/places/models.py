"""Divisions."""

from django.db import models

from linli.registers.places.values import CommitteeKind, Level


class Division(models.Model):
    """One division under one code. A code is an address, not a key for ever: see `valid_to` and `successor`."""

    code = models.CharField(
        max_length=12, help_text="12 digits, code of the National Bureau of Statistics"
    )
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    committee_kind = models.CharField(max_length=20, choices=CommitteeKind.choices, blank=True)
    urban_class = models.CharField(
        max_length=3, blank=True, help_text="Empty where no source says it"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """A code names one division at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(valid_to=None), name="places_one_valid_per_code"
            ),
        ]
        indexes = [models.Index(fields=["level", "code"], name="places_level_code")]

    def __str__(self) -> str:
        """Name and code."""
        return f"{self.name} {self.code}"
