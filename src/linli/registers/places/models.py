"""Divisions."""

from django.db import models

from linli.registers.places.values import CommitteeKind, Level

# The shape of a code at each level; the shape and the level can never disagree.
_SHAPES = {
    Level.CITY: "^[0-9]{2}0{10}$",
    Level.DISTRICT: "^[0-9]{6}0{6}$",
    Level.STREET: "^[0-9]{9}0{3}$",
    Level.COMMUNITY: "^[0-9]{12}$",
    Level.GRID: "^[0-9]{15}$",
    Level.BUILDING: "^[0-9]{18}$",
}


def _fits() -> models.Q:
    condition = models.Q()
    for level, shape in _SHAPES.items():
        condition |= models.Q(level=level.value, code__regex=shape)
    return condition


class Division(models.Model):
    """One division under one code.

    A code is an address, not a key for ever: see `valid_to` and `successor`.
    """

    code = models.CharField(
        max_length=18,
        help_text="12 digits of the National Bureau of Statistics; a grid has 3 more, a building 6",
    )
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    committee_kind = models.CharField(max_length=20, choices=CommitteeKind.choices, blank=True)
    urban_class = models.CharField(
        max_length=3, blank=True, help_text="Empty where no source says it"
    )
    source = models.CharField(
        max_length=60, blank=True, help_text="Edition of the pack; empty where added by hand"
    )
    valid_from = models.DateField(
        help_text="Or the day of the source, where it says no earlier one"
    )
    valid_to = models.DateField(null=True, blank=True, help_text="First day on which it is no more")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """A code names one division at a time; only the city stands under nothing."""

        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(valid_to=None), name="places_one_valid_per_code"
            ),
            models.CheckConstraint(condition=_fits(), name="places_code_fits_level"),
            models.CheckConstraint(
                condition=models.Q(level=Level.CITY, parent=None)
                | models.Q(level__gt=Level.CITY, parent__isnull=False),
                name="places_only_city_has_no_parent",
            ),
        ]
        indexes = [models.Index(fields=["level", "code"], name="places_level_code")]

    def __str__(self) -> str:
        """Name and code."""
        return f"{self.name} {self.code}"
